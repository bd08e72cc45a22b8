using System.Text.Json.Serialization;

namespace Marquee.Platform.Api;

/// <summary>The shape of every answer under <c>/api/v1</c>.</summary>
/// <param name="Data">What was asked for.</param>
/// <param name="Message">A sentence for people, where there is something to say.</param>
/// <param name="Pagination">Where this page stands, for lists.</param>
public sealed record Envelope<T>(T Data, string? Message = null, Pagination? Pagination = null)
{
    [JsonPropertyOrder(-1)]
    public bool Success => true;
}

/// <summary>Where a page of a list stands.</summary>
/// <param name="Page">This page, from 1.</param>
/// <param name="PerPage">The most a page holds.</param>
/// <param name="Total">All entries.</param>
/// <param name="Pages">All pages.</param>
/// <param name="Next">The key of the next page; null on the last.</param>
public sealed record Pagination(int Page, int PerPage, long Total, long Pages, string? Next);

static class Envelope
{
    public static Envelope<T> Of<T>(T data, string? message = null) => new(data, message);
}
