using Marquee.Platform.Errors;

namespace Marquee.Features.Recommendations.Learning;

/// <summary>The models in use. A new training takes their place in one step; who is reading finishes on the old ones.</summary>
sealed class CurrentModels
{
    volatile LoadedModels? _loaded;

    /// <summary>Null until the first training is done.</summary>
    public LoadedModels? Loaded => _loaded;

    /// <exception cref="Conflict">The first training is not done yet.</exception>
    public LoadedModels Require() => _loaded ?? throw new Conflict("models_not_ready", "There are no models yet: Marquee is still learning, or has no population to learn from. Try again in a moment.");

    public void Swap(LoadedModels models) => _loaded = models;
}
