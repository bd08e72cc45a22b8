namespace Marquee.Features.Exports;

/// <summary>What a line of <c>items.jsonl</c> may hold, for whoever reads it without Marquee.</summary>
static class ExportSchema
{
    public static byte[] Bytes =>
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "A line of items.jsonl: one thing that a library says of one title, or an own list",
          "type": "object",
          "required": ["marquee"],
          "properties": {
            "marquee": { "enum": ["item", "list"], "description": "lists come first; items name them by key" },
            "title": { "type": "string", "description": "the show's where the record is about an episode" },
            "original_title": { "type": "string" },
            "year": { "type": "integer" },
            "kind": { "enum": ["film", "show"] },
            "ids": { "type": "array", "items": { "type": "string", "description": "provider:value, such as imdb:tt0113277" } },
            "runtime": { "type": "integer", "description": "minutes" },
            "episode": {
              "type": "object",
              "properties": {
                "season": { "type": "integer", "description": "0: specials" }, "number": { "type": "integer", "description": "left out: the season as a whole" },
                "title": { "type": "string" }, "ids": { "type": "array", "items": { "type": "string" } }
              }
            },
            "rating": { "type": "integer", "minimum": 10, "maximum": 100, "description": "tenths of a point: 75 is 7.5 of 10" },
            "rated_at": { "type": "string", "format": "date-time" },
            "viewing": {
              "type": "object", "description": "empty: seen some time",
              "properties": { "day": { "type": "string", "format": "date" }, "at": { "type": "string", "format": "date-time" }, "cycle": { "type": "integer", "description": "which time through the show; left out: the first" } }
            },
            "watchlist": { "const": true },
            "listed_at": { "type": "string", "format": "date-time", "description": "when it came on the watchlist or list, or the tag or copy was noted" },
            "list": {
              "type": "object", "required": ["key", "name"],
              "properties": { "key": { "type": "string" }, "name": { "type": "string" }, "position": { "type": "integer" }, "note": { "type": "string" } }
            },
            "liked": { "const": true }, "liked_at": { "type": "string", "format": "date-time" },
            "review": {
              "type": "object", "required": ["text"],
              "properties": {
                "text": { "type": "string" }, "spoiler": { "const": true }, "at": { "type": "string", "format": "date-time", "description": "left out: a draft" },
                "visibility": { "enum": ["public", "friends", "private"] }, "begun_at": { "type": "string", "format": "date-time", "description": "of a draft" },
                "of_event": { "type": "string", "description": "the event_id of the viewing it is about" }
              }
            },
            "note": { "type": "string", "description": "of the viewing where there is one, else of the title" },
            "tags": { "type": "array", "items": { "type": "string" } },
            "owned_as": { "type": "string", "description": "empty: owned, unknown how" },
            "copy": {
              "type": "object", "description": "of a copy: more than owned_as says",
              "properties": { "medium": { "enum": ["disc", "file", "service"] }, "place": { "type": "string" }, "note": { "type": "string" } }
            },
            "hidden": { "type": "string", "description": "why the title is not to be recommended; listed_at says since when" },
            "cycle": { "type": "integer", "minimum": 2, "description": "which time through the show they are in; left out: the first" },
            "state": { "enum": ["planned", "watching", "completed", "paused", "dropped"] },
            "progress": { "type": "object", "properties": { "seconds": { "type": "integer" } } },
            "event_id": { "type": "string", "description": "what the thing was called where it came from; the same in every export" },
            "key": { "type": "string" }, "name": { "type": "string" }, "description": { "type": "string" },
            "icon": { "type": "string" }, "filter": { "type": "string", "description": "of a smart list, in the grammar of docs/filters.md; such a list has no items" },
            "visibility": { "enum": ["public", "friends", "private"] }, "created_at": { "type": "string", "format": "date-time" }
          }
        }

        """u8.ToArray();
}
