using System.Runtime.CompilerServices;

namespace Marquee.Engine.Kernels;

/// <summary>One float at a time, multiply and add rounded separately: runs anywhere.</summary>
readonly unsafe struct LanesScalar : ILanes<float>
{
    public static int Count => 1;
    public static int TileVectors => 2;
    public static int GramVectors => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float All(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* from) => *from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, float value) => *to = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => a * b + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(float a, float b) => a > b ? 1u : 0u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sums(float a, float b, float c, float d, float* to) => (to[0], to[1], to[2], to[3]) = (a, b, c, d);
}
