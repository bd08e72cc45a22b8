namespace Marquee.Engine.Kernels;

/// <summary>
/// The handful of vector operations every kernel is written in. A kernel is one generic method over an implementation of this:
/// the compiler makes a copy for each, with every call below turned into one instruction, so three variants come from one text.
/// </summary>
/// <typeparam name="V">The vector: <c>Vector512&lt;float&gt;</c>, <c>Vector256&lt;float&gt;</c> or <c>float</c>.</typeparam>
unsafe interface ILanes<V> where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Vectors in a row of the product tile of <see cref="Gemm"/>: as many as the registers hold for six rows.</summary>
    static abstract int TileVectors { get; }

    /// <summary>Vectors in a row of the tile of <see cref="PanelGram"/>: as many as the registers hold for eight rows.</summary>
    static abstract int GramVectors { get; }

    static abstract V All(float value);
    static abstract V Load(float* from);
    static abstract void Store(float* to, V value);
    static abstract V Add(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);

    /// <summary>a · b + c in each lane.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The sum of all lanes.</summary>
    static abstract float Sum(V value);

    /// <summary>The sums of the lanes of four vectors, written one behind the other.</summary>
    static abstract void Sums(V a, V b, V c, V d, float* to);

    /// <summary>One bit a lane, lowest first: whether it is greater than that of <paramref name="b"/>.</summary>
    static abstract uint Above(V a, V b);
}
