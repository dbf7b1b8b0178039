using System.Buffers.Text;
using System.Text;

namespace Lectern.Web.Api;

/// <summary>One page of a list. Ask for the next with <c>?after=</c>; it is null on the last page.</summary>
public sealed record Paged<T>(IReadOnlyList<T> Items, string? Next)
{
    public const int MaximumSize = 100;
    public const int UsualSize = 25;

    /// <summary>Cuts a list that was asked for one item too many (<paramref name="size"/> + 1) and makes the cursor from the last item kept.</summary>
    public static Paged<T> Of(IReadOnlyList<T> oneTooMany, int size, Func<T, string> key) =>
        oneTooMany.Count <= size ? new(oneTooMany, null) : new([.. oneTooMany.Take(size)], Cursor.Encode(key(oneTooMany[size - 1])));
}

/// <summary>Opaque cursors: the sort key of the last item seen, base64url.</summary>
public static class Cursor
{
    public static string Encode(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key, or null when there is none or it is not one of ours.</summary>
    public static string? Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || !Base64Url.IsValid(cursor)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }

    /// <summary>A page size within bounds.</summary>
    public static int Size(int? asked) => Math.Clamp(asked ?? Paged<object>.UsualSize, 1, Paged<object>.MaximumSize);
}
