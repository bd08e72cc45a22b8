using System.Collections.Frozen;

namespace Marquee.Ui.Posters;

/// <summary>
/// How films of a genre look: palettes as rows of "ground shape spark type" (type on ground has a contrast of at
/// least 4.9 to 1 in every row), motifs, layouts and typeface. The order of the entries is part of the format.
/// </summary>
sealed record GenreLook(Typeface Face, string[] Motifs, string[] Layouts, string[] Palettes)
{
    const string WhenUnknown = "Drama";

    /// <summary>The genre whose look is used for a genre of any catalogue.</summary>
    public static string Resolve(string? genre) =>
        genre is null ? WhenUnknown : Looks.ContainsKey(genre) ? genre : Aliases.GetValueOrDefault(genre, WhenUnknown);

    public static GenreLook Of(string resolvedGenre) => Looks[resolvedGenre];

    public static IEnumerable<string> Genres => Looks.Keys;

    static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["Children"] = "Family",
        ["Children's"] = "Family",
        ["Kids"] = "Family",
        ["Biography"] = "Drama",
        ["Sport"] = "Drama",
        ["Music"] = "Musical",
        ["Science Fiction"] = "Sci-Fi",
        ["Film Noir"] = "Film-Noir",
        ["Noir"] = "Film-Noir",
        ["Reality"] = "Documentary",
        ["IMAX"] = "Adventure",
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, GenreLook> Looks = new Dictionary<string, GenreLook>
    {
        ["Crime"] = new(Typeface.Condensed, Split("skyline blinds target road stairs beam windows vertigo"), Split("base scrim head side"),
        [
            "#13242e #2b6173 #f2a541 #f8efdd",
            "#a3211a #6b0f10 #f3dcae #fff1d8",
            "#e8dac0 #2b2725 #c21a2b #1d1918",
            "#151518 #3a3f4b #e4b64a #f3efe6",
            "#1d3a34 #3c6b5c #ef8354 #f6f0df",
            "#d98a2b #6b3410 #20130a #1f1208",
            "#2a2547 #5a4e8c #f3a6a0 #f7eff2",
        ]),
        ["Thriller"] = new(Typeface.Condensed, Split("vertigo target blinds windows stairs keyhole road beam"), Split("base head side frame"),
        [
            "#e05a2b #1d1b1e #fae3b4 #1a1315",
            "#0f1b2d #2a4a6e #e8495a #f1f5f4",
            "#20231d #56602f #d9f06a #f3f6df",
            "#dfe3e1 #8e9a9b #d1341f #16191a",
            "#1f2226 #4a5560 #f0b73f #f3f1ea",
            "#2b1a2f #6b3f63 #f29e6d #f8ece6",
            "#0f2f33 #1f6a68 #f4e2b8 #f3f7ef",
        ]),
        ["Horror"] = new(Typeface.Condensed, Split("eye slash spires keyhole vertigo doorway windows"), Split("base frame scrim head"),
        [
            "#0d0b0d #4a0d18 #e3233a #f6e6dc",
            "#860d17 #200306 #f2cfa8 #fde9d2",
            "#0e1a15 #2b5138 #b4ee7a #e9f6da",
            "#1a1420 #4b3558 #f0e4c8 #f4ecdf",
        ]),
        ["Sci-Fi"] = new(Typeface.Condensed, Split("orbit grid vertigo arches beam rays waves"), Split("base scrim head side"),
        [
            "#0b1233 #2c3c9f #46dccf #eaf4ff",
            "#1c0c30 #6a2bb8 #ff86c4 #fcefff",
            "#e7ebee #aebac4 #e8501a #10151a",
            "#062a30 #0f6470 #f6c453 #eaf8f4",
            "#2b2b30 #5d5f6b #ff7a3d #f3f1ee",
            "#de6a34 #8a3018 #ffe6bd #1d0c06",
        ]),
        ["Western"] = new(Typeface.Slab, Split("mesa road ridges rays doorway"), Split("base head frame"),
        [
            "#e6a23e #b4562c #5c2418 #35110b",
            "#a63c20 #6a2113 #f5c465 #fff0d2",
            "#efdcb4 #c98f4e #7b2f1c #3a1a10",
            "#24424a #4c7a7c #eeb868 #f8efdc",
            "#5b2320 #9a4a2d #f2d3a0 #fbeeda",
        ]),
        ["Romance"] = new(Typeface.Serif, Split("lens waves windows skyline road"), Split("frame base head"),
        [
            "#f4c6c0 #df5a7e #7b1f4c #4a1030",
            "#581335 #a82c62 #ffb39c #ffece3",
            "#fae0cf #f0987f #c0344c #66112a",
            "#1f2a4d #5c5fa3 #f7b5b0 #fbeeee",
            "#8c1c35 #5a0f26 #f6c9a8 #fff0e4",
            "#12403f #2c7a70 #f5b59b #f5f2e8",
        ]),
        ["Comedy"] = new(Typeface.Condensed, Split("tiles halftone rays bars lens stairs chevrons"), Split("base head frame"),
        [
            "#fccf3f #ea4a66 #2b6f77 #2a1a3a",
            "#17756a #0c4d4a #ffe3a0 #fff8e4",
            "#ff8063 #26434a #ffe6c2 #1d2528",
            "#f3e7d3 #ef7f45 #2c5aa0 #1d2744",
        ]),
        ["Drama"] = new(Typeface.Serif, Split("windows stairs waves road lens doorway ridges arches"), Split("base frame head scrim"),
        [
            "#232f3d #44596f #e8c36b #f5f0e6",
            "#d9cab5 #a58a6c #2f3f47 #22292d",
            "#3a2330 #714558 #f1b49f #fbeee8",
            "#26382f #4e6e5b #e6d7a6 #f6f2e3",
            "#5a2a1d #8f4a31 #f0c9a0 #fdf0e2",
            "#c5d0cf #7f979a #a8402c #1c2729",
            "#efe6d6 #c9a27e #7c3b2a #2b1c18",
            "#1b2540 #3f5a8a #f1b6a1 #f2f1ee",
            "#4b3f2f #806b4c #ecd9ac #f8f2e2",
        ]),
        ["Action"] = new(Typeface.Condensed, Split("chevrons rays target beam skyline blinds road"), Split("base scrim head side"),
        [
            "#121417 #b5121f #ffb81f #ffffff",
            "#f27a12 #17161a #ffe3b0 #17120f",
            "#0f3050 #146fb4 #ffd166 #f4f9ff",
            "#dcd7cd #2d2f33 #d42a1e #17181a",
        ]),
        ["Adventure"] = new(Typeface.Condensed, Split("ridges waves mesa rays arches road beam"), Split("base scrim frame head"),
        [
            "#0e4a50 #21827b #f3b761 #fdf5e2",
            "#f0d196 #d5803d #275a4b #15352c",
            "#1c3354 #47799c #f0c07b #f1f8ef",
            "#7a2e1d #b3552f #f5cd7c #fff1d9",
        ]),
        ["Animation"] = new(Typeface.Condensed, Split("tiles lens halftone waves ridges"), Split("base head frame"),
        [
            "#4a3fb5 #ff9b30 #37c7b8 #ffffff",
            "#ffe06a #f56a66 #1c5d6a #12343a",
            "#12355b #ef6a86 #ffd24a #fff7e6",
            "#bfe3dd #f0795a #2b4c7e #14284a",
        ]),
        ["Documentary"] = new(Typeface.Condensed, Split("frames halftone bars"), Split("base head frame"),
        [
            "#e9e8e1 #b8b7ab #cf2a2a #1a1a1a",
            "#1e2421 #4b645c #dbe2de #f1f5f3",
            "#1d2f4a #4f6f98 #f2d5a0 #f3f3ea",
        ]),
        ["War"] = new(Typeface.Condensed, Split("chevrons beam road blinds ridges"), Split("base head scrim"),
        [
            "#3a3e26 #68704a #d6ac7e #f5ecdc",
            "#c8b69a #74805f #3a2f25 #28201a",
            "#2a2c30 #595d63 #d9553a #f0ece4",
        ]),
        ["Fantasy"] = new(Typeface.Serif, Split("spires arches orbit ridges"), Split("base frame scrim"),
        [
            "#1c1543 #50399f #f5c84c #fff5da",
            "#103c3d #27706a #e2c18e #f8f1e1",
            "#e4d3ee #9a72b3 #452050 #2e1236",
            "#16283f #3e6a8c #f2dfae #f6f1e2",
        ]),
        ["Mystery"] = new(Typeface.Serif, Split("keyhole windows blinds vertigo stairs"), Split("base frame head"),
        [
            "#17312c #346257 #f0d4a8 #f6eddd",
            "#2a1e40 #5a4683 #e9b5bd #f8ebef",
            "#d7d1c2 #8c8675 #1d3c4d #14242e",
        ]),
        ["Musical"] = new(Typeface.Condensed, Split("vinyl bars rays tiles"), Split("base head frame"),
        [
            "#b01746 #640f2a #ffd3a2 #fff3e5",
            "#0d2058 #3054ac #ffb41f #fff6de",
            "#f7d8b5 #e0607e #33306b #2a1740",
        ]),
        ["Film-Noir"] = new(Typeface.Condensed, Split("blinds doorway stairs skyline"), Split("base frame head"),
        [
            "#0e0e10 #313339 #e7e2d6 #f3f0e8",
            "#c9c5bb #6d6a63 #171717 #131313",
        ]),
        ["Family"] = new(Typeface.Condensed, Split("tiles ridges halftone waves"), Split("base head frame"),
        [
            "#1b66a6 #63b9df #ffd166 #ffffff",
            "#f8c64e #ee7033 #2a6f94 #1b2a41",
            "#2f6b4a #6bb07c #ffe08a #fffbe8",
        ]),
        ["History"] = new(Typeface.Serif, Split("arches doorway waves ridges"), Split("frame base head"),
        [
            "#47381f #80683f #e7c98b #f9efdb",
            "#e2d4ba #b58a58 #632019 #381010",
            "#1f2b3a #50657c #d9b36c #f4eee0",
        ]),
    }.ToFrozenDictionary();

    static string[] Split(string names) => names.Split(' ');
}
