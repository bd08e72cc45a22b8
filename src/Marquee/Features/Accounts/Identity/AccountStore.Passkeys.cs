using System.Buffers.Text;
using Marquee.Data;
using Microsoft.AspNetCore.Identity;

namespace Marquee.Features.Accounts.Identity;

/// <summary>Passkeys: what Identity needs to check one, bytes as base64url.</summary>
sealed partial class AccountStore : IUserPasskeyStore<Account>
{
    sealed record Row(
        string CredentialId, string? Name, string PublicKey, long SignCount, string? Transports, bool UserVerified, bool BackupEligible, bool BackedUp,
        string Attestation, string ClientData, DateTimeOffset CreatedAt)
    {
        public const string Columns =
            "credential_id, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up, attestation, client_data, created_at";

        public UserPasskeyInfo Passkey => new(
            Base64Url.DecodeFromChars(CredentialId), Base64Url.DecodeFromChars(PublicKey), CreatedAt, (uint)SignCount, Transports?.Split(' '),
            UserVerified, BackupEligible, BackedUp, Base64Url.DecodeFromChars(Attestation), Base64Url.DecodeFromChars(ClientData))
        { Name = Name };
    }

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => database.WriteAsync(connection => connection.ExecuteAsync(
        $"""
        insert into passkeys (account_id, {Row.Columns})
        values (@Id, @CredentialId, @Name, @PublicKey, @SignCount, @Transports, @IsUserVerified, @IsBackupEligible, @IsBackedUp, @Attestation, @ClientData, @CreatedAt)
        on conflict (credential_id) do update set
            name = excluded.name, sign_count = excluded.sign_count, user_verified = excluded.user_verified, backed_up = excluded.backed_up, last_used_at = @now
        where passkeys.account_id = excluded.account_id
        """,
        new
        {
            user.Id,
            CredentialId = Base64Url.EncodeToString(passkey.CredentialId),
            passkey.Name,
            PublicKey = Base64Url.EncodeToString(passkey.PublicKey),
            SignCount = (long)passkey.SignCount,
            Transports = passkey.Transports is { Length: > 0 } ways ? string.Join(' ', ways) : null,
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
            Attestation = Base64Url.EncodeToString(passkey.AttestationObject),
            ClientData = Base64Url.EncodeToString(passkey.ClientDataJson),
            passkey.CreatedAt,
            now = clock.GetUtcNow(),
        }, cancellationToken), cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>($"select {Row.Columns} from passkeys where account_id = @Id order by created_at", new { user.Id }, cancellationToken);
        return [.. rows.Select(row => row.Passkey)];
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.FirstAsync<Row>(
            $"select {Row.Columns} from passkeys where account_id = @Id and credential_id = @id", new { user.Id, id = Base64Url.EncodeToString(credentialId) }, cancellationToken))?.Passkey;
    }

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        FindAsync("id = (select account_id from passkeys where credential_id = @id)", new { id = Base64Url.EncodeToString(credentialId) }, cancellationToken);

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => database.WriteAsync(connection => connection.ExecuteAsync(
        "delete from passkeys where account_id = @Id and credential_id = @id", new { user.Id, id = Base64Url.EncodeToString(credentialId) }, cancellationToken), cancellationToken);
}
