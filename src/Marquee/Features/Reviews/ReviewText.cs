using System.Text;
using Markdig;
using Markdig.Syntax;

namespace Marquee.Features.Reviews;

/// <summary>A review's Markdown as a page shows it: no HTML of its own, no pictures, links that say nothing of the reader, and <c>||spoilers||</c> that open when asked.</summary>
static class ReviewText
{
    const char Open = '\ue000', Close = '\ue001';

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseEmphasisExtras().UseAutoLinks().Build();

    public static string Html(string markdown)
    {
        // Marks of our own in the private area go through the renderer as letters; what somebody typed of them is taken out.
        var marked = Marked(markdown.Replace(Open.ToString(), "", StringComparison.Ordinal).Replace(Close.ToString(), "", StringComparison.Ordinal));
        var document = Markdown.Parse(marked, Pipeline);
        foreach (var link in document.Descendants<Markdig.Syntax.Inlines.LinkInline>())
        {
            link.IsImage = false;
            if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                link.Url = "#";
            link.SetData(typeof(Markdig.Renderers.Html.HtmlAttributes), Relation());
        }

        foreach (var link in document.Descendants<Markdig.Syntax.Inlines.AutolinkInline>())
            link.SetData(typeof(Markdig.Renderers.Html.HtmlAttributes), Relation());
        return document.ToHtml(Pipeline)
            .Replace(Open.ToString(), "<label class=\"spoiler\"><input type=\"checkbox\"><span class=\"ask\">Show the spoiler</span><span class=\"told\">", StringComparison.Ordinal)
            .Replace(Close.ToString(), "</span></label>", StringComparison.Ordinal)
            .Replace("<h1", "<h4", StringComparison.Ordinal).Replace("</h1", "</h4", StringComparison.Ordinal)
            .Replace("<h2", "<h4", StringComparison.Ordinal).Replace("</h2", "</h4", StringComparison.Ordinal)
            .Replace("<h3", "<h4", StringComparison.Ordinal).Replace("</h3", "</h4", StringComparison.Ordinal);
    }

    // A spoiler begins and ends within one paragraph; a mark without its other one stays as it was typed.
    static string Marked(string markdown)
    {
        var text = new StringBuilder();
        foreach (var paragraph in markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n"))
        {
            if (text.Length > 0)
                text.Append("\n\n");
            var parts = paragraph.Split("||");
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    text.Append(i % 2 == 1 ? i < parts.Length - 1 ? Open : "||" : Close);
                text.Append(parts[i]);
            }
        }

        return text.ToString();
    }

    static Markdig.Renderers.Html.HtmlAttributes Relation()
    {
        var attributes = new Markdig.Renderers.Html.HtmlAttributes();
        attributes.AddProperty("rel", "nofollow noopener ugc");
        return attributes;
    }
}
