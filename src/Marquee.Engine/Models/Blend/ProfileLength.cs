namespace Marquee.Engine.Models.Blend;

/// <summary>How long a history is beside an ordinary one, on a scale of e-folds: what decides how much each member of a blend is listened to.</summary>
static class ProfileLength
{
    /// <summary>Twenty titles, which is where services begin to know somebody.</summary>
    const double Ordinary = 20;

    /// <summary>Beyond this, up and down, lengths are alike: nothing was learnt from histories of a thousand times twenty.</summary>
    const double Furthest = 2.5;

    public static double Of(History history) => Math.Clamp(Math.Log((1 + history.Count) / (1 + Ordinary)), -Furthest, Furthest);
}
