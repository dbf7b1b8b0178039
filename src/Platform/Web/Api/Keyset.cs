using System.Globalization;
using System.Linq.Expressions;
using Lectern.Kernel;

namespace Lectern.Web.Api;

/// <summary>
/// Goes through a list in some order, page by page, after the last row seen. The cursor is the row's id and, where the list
/// is sorted by a number or an instant, that. Text never stands in it: cursors are in addresses, which are logged and shared,
/// and what a list is sorted by is often a person's name. It is looked up by the id.
/// </summary>
public static class Keyset
{
    extension<TRow>(IQueryable<TRow> rows)
    {
        /// <summary>The rows after the cursor, by a whole number or an instant. A cursor that isn't ours is as none.</summary>
        public IQueryable<TRow> Page<TKey, TEntity>(Expression<Func<TRow, TKey>> key, Expression<Func<TRow, Id<TEntity>>> id, bool descending, string? cursor) where TKey : struct
        {
            if (Read<TKey, TEntity>(cursor) is var (lastKey, lastId))
            {
                var last = Parameter(lastKey);
                rows = rows.Where(After(key, id, lastId, keyOfRow => Compared(keyOfRow, last, descending), last));
            }

            return (descending ? rows.OrderByDescending(key) : rows.OrderBy(key)).ThenBy(id);
        }

        /// <summary>The rows after the cursor, by a rank and, within it, by an instant.</summary>
        public IQueryable<TRow> Page<TEntity>(Expression<Func<TRow, int>> rank, Expression<Func<TRow, DateTimeOffset>> at, Expression<Func<TRow, Id<TEntity>>> id, bool descending, string? cursor)
        {
            if (ReadRanked<TEntity>(cursor) is var (lastRank, lastAt, lastId))
            {
                var (lastOfRank, lastOfAt) = (Parameter(lastRank), Parameter(lastAt));
                var within = After(at, id, lastId, atOfRow => Compared(atOfRow, lastOfAt, descending), lastOfAt);
                var rankOfRow = new Swap(rank.Parameters[0], within.Parameters[0]).Visit(rank.Body)!;
                rows = rows.Where(Expression.Lambda<Func<TRow, bool>>(
                    Expression.OrElse(Compared(rankOfRow, lastOfRank, descending), Expression.AndAlso(Expression.Equal(rankOfRow, lastOfRank), within.Body)), within.Parameters));
            }

            return (descending ? rows.OrderByDescending(rank).ThenByDescending(at) : rows.OrderBy(rank).ThenBy(at)).ThenBy(id);
        }

        /// <summary>The rows after the cursor, by a text. <paramref name="textOf"/> finds the text of the last row by its id, also when it has left the list meanwhile.</summary>
        public IQueryable<TRow> Page<TEntity>(Expression<Func<TRow, string>> text, Expression<Func<TRow, Id<TEntity>>> id, bool descending, string? cursor, Func<Id<TEntity>, IQueryable<string>> textOf)
        {
            if (Id<TEntity>.TryParse(Cursor.Decode(cursor), null, out var lastId))
            {
                var last = Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(string)], textOf(lastId).Expression);
                rows = rows.Where(After(text, id, lastId,
                    textOfRow => Compared(Expression.Call(typeof(string), nameof(string.Compare), null, textOfRow, last), Expression.Constant(0), descending), last));
            }

            return (descending ? rows.OrderByDescending(text) : rows.OrderBy(text)).ThenBy(id);
        }
    }

    /// <summary>What <see cref="Paged{T}"/> makes the cursor of, in a list by number or instant.</summary>
    public static string KeyOf<TKey, TEntity>(TKey key, Id<TEntity> id) where TKey : struct =>
        $"{id} {(key is DateTimeOffset at ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : Convert.ToString(key, CultureInfo.InvariantCulture))}";

    /// <summary>What <see cref="Paged{T}"/> makes the cursor of, in a list by rank and instant.</summary>
    public static string KeyOf<TEntity>(int rank, DateTimeOffset at, Id<TEntity> id) => string.Create(CultureInfo.InvariantCulture, $"{id} {rank} {at.UtcTicks}");

    /// <summary>What <see cref="Paged{T}"/> makes the cursor of, in a list by text.</summary>
    public static string KeyOf<TEntity>(Id<TEntity> id) => id.ToString();

    /// <summary>Further on by the key, or with the same key and a later id.</summary>
    private static Expression<Func<TRow, bool>> After<TRow, TKey, TEntity>(Expression<Func<TRow, TKey>> key, Expression<Func<TRow, Id<TEntity>>> id, Id<TEntity> lastId, Func<Expression, Expression> isBeyond, Expression lastKey)
    {
        var row = key.Parameters[0];
        var idOfRow = new Swap(id.Parameters[0], row).Visit(id.Body)!;
        return Expression.Lambda<Func<TRow, bool>>(
            Expression.OrElse(isBeyond(key.Body), Expression.AndAlso(Expression.Equal(key.Body, lastKey), Expression.GreaterThan(idOfRow, Parameter(lastId)))), row);
    }

    private static (TKey Key, Id<TEntity> Id)? Read<TKey, TEntity>(string? cursor)
    {
        if (Cursor.Decode(cursor)?.Split(' ') is not [var first, var rest] || !Id<TEntity>.TryParse(first, null, out var id) || !long.TryParse(rest, CultureInfo.InvariantCulture, out var number)) return null;
        object key = typeof(TKey) == typeof(int) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : Instant(number);
        return ((TKey)key, id);
    }

    private static (int Rank, DateTimeOffset At, Id<TEntity> Id)? ReadRanked<TEntity>(string? cursor) =>
        Cursor.Decode(cursor)?.Split(' ') is [var first, var second, var third] && Id<TEntity>.TryParse(first, null, out var id)
        && int.TryParse(second, CultureInfo.InvariantCulture, out var rank) && long.TryParse(third, CultureInfo.InvariantCulture, out var ticks) ? (rank, Instant(ticks), id) : null;

    private static DateTimeOffset Instant(long ticks) => new(Math.Clamp(ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private static BinaryExpression Compared(Expression left, Expression right, bool descending) =>
        descending ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);

    // As a field of an object, so that it becomes a parameter of the statement and the statement's plan is kept.
    private static MemberExpression Parameter<T>(T value) => Expression.Field(Expression.Constant(new Holder<T>(value)), nameof(Holder<>.Value));

    private sealed class Holder<T>(T value)
    {
        public readonly T Value = value;
    }

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
