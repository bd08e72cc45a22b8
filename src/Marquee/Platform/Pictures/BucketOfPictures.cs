using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Platform.Pictures;

/// <summary>A bucket of Amazon S3, or of whatever speaks its language.</summary>
/// <param name="Endpoint">Where the service is; the bucket is the first part of the path.</param>
sealed record BucketAddress(Uri Endpoint, string Bucket, string Region, string Key, string Secret)
{
    /// <summary>Reads <c>s3://key:secret@host:port/bucket?region=eu-central-1</c>; <c>s3+http://</c> for a server on this machine without TLS.</summary>
    /// <exception cref="StartupException">It is no such address; the sentence does not repeat the secret.</exception>
    public static BucketAddress Parse(string text)
    {
        var plain = text.StartsWith("s3+http://", StringComparison.OrdinalIgnoreCase);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("s3" or "s3+http") || uri.UserInfo.Split(':') is not [{ Length: > 0 } key, { Length: > 0 } secret]
            || uri.AbsolutePath.Trim('/') is not { Length: > 0 } bucket || bucket.Contains('/', StringComparison.Ordinal))
            throw new StartupException("MARQUEE_ARTWORK takes a folder, or a bucket such as s3://key:secret@s3.eu-central-1.amazonaws.com/my-bucket?region=eu-central-1.");
        var port = uri.IsDefaultPort || uri.Port < 0 ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture);
        var region = System.Web.HttpUtility.ParseQueryString(uri.Query)["region"] ?? "us-east-1";
        return new BucketAddress(new Uri($"{(plain ? "http" : "https")}://{uri.Host}{port}/"), bucket, region, Uri.UnescapeDataString(key), Uri.UnescapeDataString(secret));
    }
}

/// <summary>Pictures in a bucket: three verbs of S3, each request signed (AWS Signature Version 4).</summary>
sealed class BucketOfPictures(BucketAddress address, TimeProvider clock) : IPictureStore, IDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) };

    public string Place => $"{address.Endpoint}{address.Bucket}";

    public async Task KeepAsync(string name, byte[] bytes, string contentType, CancellationToken cancel)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var answer = await SendAsync(HttpMethod.Put, name, content, bytes, cancel);
        if (!answer.IsSuccessStatusCode)
            throw Refused(answer);
    }

    public async Task<byte[]?> FindAsync(string name, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Get, name, null, [], cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancel) : throw Refused(answer);
    }

    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Delete, name, null, [], cancel);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NotFound)
            throw Refused(answer);
    }

    public void Dispose() => _http.Dispose();

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string name, HttpContent? content, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(address.Endpoint, $"{address.Bucket}/{name}")) { Content = content };
        Signature.Sign(request, body, address, clock.GetUtcNow());
        try
        {
            return await _http.SendAsync(request, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new IOException($"The artwork store at {address.Endpoint.Host} does not answer.", e);
        }
    }

    IOException Refused(HttpResponseMessage answer) => new($"The artwork store at {address.Endpoint.Host} answered {(int)answer.StatusCode}.");
}

/// <summary>AWS Signature Version 4: who asks, what and when, so that nobody can ask anything else with it. The names are those of its documentation.</summary>
static class Signature
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    public static void Sign(HttpRequestMessage request, byte[] body, BucketAddress address, DateTimeOffset now)
    {
        var (moment, day) = (now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        var payload = Convert.ToHexStringLower(SHA256.HashData(body));
        var uri = request.RequestUri!;
        var host = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}";
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payload);
        request.Headers.TryAddWithoutValidation("x-amz-date", moment);

        const string SignedHeaders = "host;x-amz-content-sha256;x-amz-date";
        var canonical = $"{request.Method.Method}\n{uri.AbsolutePath}\n\nhost:{host}\nx-amz-content-sha256:{payload}\nx-amz-date:{moment}\n\n{SignedHeaders}\n{payload}";
        var scope = $"{day}/{address.Region}/s3/aws4_request";
        var toSign = $"{Algorithm}\n{moment}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + address.Secret), day), address.Region), "s3"), "aws4_request");
        request.Headers.TryAddWithoutValidation("Authorization",
            $"{Algorithm} Credential={address.Key}/{scope}, SignedHeaders={SignedHeaders}, Signature={Convert.ToHexStringLower(Hmac(key, toSign))}");
    }

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
