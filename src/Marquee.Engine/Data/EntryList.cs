using System.Runtime.CompilerServices;

namespace Marquee.Engine.Data;

/// <summary>One row before sorting: indices in order of first sight.</summary>
readonly record struct Entry(int User, int Item, float Value, long Time);

/// <summary>
/// Rows in blocks, so that growing never copies and reading can free behind itself. Twelve bytes a row; eight more from the first row on that has a time.
/// </summary>
sealed class EntryList
{
    const int BlockLength = 1 << 16;

    sealed record Block(int[] Users, int[] Items, float[] Values)
    {
        public long[]? Times { get; set; }
    }

    List<Block> _blocks = [];

    public int Count { get; private set; }

    public bool HasTimes { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Entry entry)
    {
        var place = Count % BlockLength;
        if (place == 0)
            _blocks.Add(new Block(new int[BlockLength], new int[BlockLength], new float[BlockLength]));
        var block = _blocks[^1];
        block.Users[place] = entry.User;
        block.Items[place] = entry.Item;
        block.Values[place] = entry.Value;
        if (entry.Time != 0)
        {
            (block.Times ??= new long[BlockLength])[place] = entry.Time;
            HasTimes = true;
        }

        Count = checked(Count + 1);
    }

    /// <summary>Counts the rows of each user.</summary>
    public void CountUsers(Span<int> counts)
    {
        for (var number = 0; number < _blocks.Count; number++)
            foreach (var user in _blocks[number].Users.AsSpan(0, LengthOf(number)))
                counts[user]++;
    }

    /// <summary>Gives every row in the order of adding, forgetting each block once it has been given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Drain(Action<Entry> take)
    {
        for (var number = 0; number < _blocks.Count; number++)
        {
            var block = _blocks[number];
            for (var place = 0; place < LengthOf(number); place++)
                take(new Entry(block.Users[place], block.Items[place], block.Values[place], block.Times?[place] ?? 0));
            _blocks[number] = null!;
        }

        (_blocks, Count, HasTimes) = ([], 0, false);
    }

    int LengthOf(int block) => block < _blocks.Count - 1 ? BlockLength : Count - (_blocks.Count - 1) * BlockLength;
}
