// Passkeys: the one thing of an account that HTML cannot do. A form marked data-passkey learns what to ask the device, asks it, and sends its answer.
const forms = document.querySelectorAll('[data-passkey]'), able = window.PublicKeyCredential?.parseRequestOptionsFromJSON;
forms.forEach(form => form.hidden = !able);

addEventListener('submit', async e => {
  const form = e.target;
  if (!form.matches('[data-passkey]')) return;
  e.preventDefault();
  const says = form.querySelector('[role=alert]');
  says.textContent = '';
  form.ariaBusy = true;
  try {
    const answer = await fetch(form.dataset.passkey, { method: 'post', body: new FormData(form), headers: { accept: 'application/json' } });
    const options = await answer.json();
    if (options.code === 'proof_needed') return location = '/prove?back=' + encodeURIComponent(location.pathname);
    if (!answer.ok) throw new Error(options.detail);
    const publicKey = 'new' in form.dataset ? PublicKeyCredential.parseCreationOptionsFromJSON(options) : PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const credential = await navigator.credentials['new' in form.dataset ? 'create' : 'get']({ publicKey });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (failure) {
    form.ariaBusy = false;
    says.textContent = {
      NotAllowedError: 'No passkey was given. Try again when you are ready.',
      InvalidStateError: 'This device has a passkey for the account already.',
      SecurityError: 'Passkeys work over https, or on localhost, under the name of this site.',
    }[failure.name] ?? failure.message;
  }
});
