using System.Globalization;
using System.Linq.Expressions;
using Lectern.Web.Api;

namespace Lectern.Progress;

/// <summary>Goes through a list in some order, page by page, after the last row seen: its sort key and, where keys are equal, its id.</summary>
public static class Keyset
{
    extension<TRow>(IQueryable<TRow> rows)
    {
        /// <summary>The rows after the cursor in this order. The key is text, a whole number or an instant; a cursor that isn't ours is as none.</summary>
        public IQueryable<TRow> Page<TKey, TEntity>(Expression<Func<TRow, TKey>> key, Expression<Func<TRow, Id<TEntity>>> id, bool descending, string? cursor)
        {
            if (Read<TKey, TEntity>(cursor) is var (lastKey, lastId))
            {
                var row = key.Parameters[0];
                var keyOfRow = key.Body;
                var idOfRow = new Swap(id.Parameters[0], row).Visit(id.Body)!;
                Expression last = lastKey is null ? KeyOfRow(rows, key, id, lastId) : Constant(lastKey);
                var beyond = typeof(TKey) == typeof(string)
                    ? Compared(Expression.Call(typeof(string), nameof(string.Compare), null, keyOfRow, last), Expression.Constant(0), descending)
                    : Compared(keyOfRow, last, descending);
                var after = Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(keyOfRow, last), Expression.GreaterThan(idOfRow, Constant(lastId))));
                if (lastKey is null) after = Expression.OrElse(after, Expression.Equal(last, Expression.Constant(null, typeof(TKey))));   // it has left the list: from the start
                rows = rows.Where(Expression.Lambda<Func<TRow, bool>>(after, row));
            }

            return (descending ? rows.OrderByDescending(key) : rows.OrderBy(key)).ThenBy(id);
        }
    }

    /// <summary>The text from which <see cref="Paged{T}"/> makes the cursor. A text stays out of it, being somebody's name as a rule: addresses end up in logs. It is looked up by the id.</summary>
    public static string KeyOf<TKey, TEntity>(TKey key, Id<TEntity> id) => key is string ? $"{id}" : WholeKeyOf(key, id);

    /// <summary>The same with a text in it, for cursors that don't leave the program.</summary>
    public static string WholeKeyOf<TKey, TEntity>(TKey key, Id<TEntity> id) =>
        $"{id} {(key is DateTimeOffset at ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : Convert.ToString(key, CultureInfo.InvariantCulture))}";

    private static (TKey? Key, Id<TEntity> Id)? Read<TKey, TEntity>(string? cursor)
    {
        if (Cursor.Decode(cursor)?.Split(' ', 2) is not [var first, .. var others] || !Id<TEntity>.TryParse(first, null, out var id)) return null;
        if (others is not [var rest]) return typeof(TKey) == typeof(string) ? (default, id) : null;
        object? key = typeof(TKey) == typeof(string) ? rest
            : !long.TryParse(rest, CultureInfo.InvariantCulture, out var number) ? null
            : typeof(TKey) == typeof(int) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : new DateTimeOffset(Math.Clamp(number, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
        return key is null ? null : ((TKey)key, id);
    }

    /// <summary>The key of the row with this id, as a part of the statement; null when the list doesn't have it any more.</summary>
    private static MethodCallExpression KeyOfRow<TRow, TKey, TEntity>(IQueryable<TRow> rows, Expression<Func<TRow, TKey>> key, Expression<Func<TRow, Id<TEntity>>> id, Id<TEntity> wanted)
    {
        var other = Expression.Parameter(typeof(TRow), "other");
        var isWanted = Expression.Lambda<Func<TRow, bool>>(Expression.Equal(new Swap(id.Parameters[0], other).Visit(id.Body)!, Constant(wanted)), other);
        var itsKey = Expression.Lambda<Func<TRow, TKey>>(new Swap(key.Parameters[0], other).Visit(key.Body)!, other);
        return Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(TKey)], rows.Where(isWanted).Select(itsKey).Expression);
    }

    private static BinaryExpression Compared(Expression left, Expression right, bool descending) =>
        descending ? Expression.LessThan(left, right) : Expression.GreaterThan(left, right);

    // As a field of an object, so that it becomes a parameter of the statement and the statement's plan is kept.
    private static MemberExpression Constant<T>(T value) => Expression.Field(Expression.Constant(new Holder<T>(value)), nameof(Holder<>.Value));

    private sealed class Holder<T>(T value)
    {
        public readonly T Value = value;
    }

    private sealed class Swap(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
