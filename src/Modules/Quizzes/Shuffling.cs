using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lectern.Quizzes;

/// <summary>An order that looks random and is the same every time for the same attempt, on every node.</summary>
public static class Shuffling
{
    /// <summary>Each item is sorted by a hash of the seed and its own name, so adding one doesn't move the others.</summary>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> items, int seed, Func<T, string> name) =>
        [.. items.OrderBy(item => BinaryPrimitives.ReadUInt64BigEndian(Hash(seed, name(item))))];

    /// <summary>A seed for one thing among those of an attempt.</summary>
    public static int Seed(int seed, string name) => BinaryPrimitives.ReadInt32BigEndian(Hash(seed, name)) & int.MaxValue;

    private static byte[] Hash(int seed, string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{name}"));
}
