using System.Data.Common;
using Marquee.Data;

namespace Marquee.Features.Catalogue.Writing;

/// <summary>Told of titles that were added or changed, inside the transaction that did it: the search index listens.</summary>
interface ITitlesWritten
{
    Task OnTitlesWrittenAsync(DbConnection connection, IReadOnlyCollection<TitleId> titles, CancellationToken cancel);
}
