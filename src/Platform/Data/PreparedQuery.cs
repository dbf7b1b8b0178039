using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace Lectern.Data;

/// <summary>
/// A query that is translated once for each model and then only run: for what nearly every request asks. Kept in a static
/// field; written with <c>db.Set&lt;T&gt;()</c>, because extension properties can't stand in an expression tree. What varies
/// are its arguments; a part of the query that varies can't be prepared.
/// </summary>
/// <typeparam name="TKey">Its one argument; more than one travel in <see cref="PreparedQuery{TFirst,TSecond,TRow}"/>.</typeparam>
public sealed class PreparedQuery<TKey, TRow>(Expression<Func<LecternDb, TKey, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<LecternDb, TKey, IAsyncEnumerable<TRow>>> _byModel = [];

    /// <summary>The rows, read when they are enumerated: with <c>ToListAsync</c>, or <c>SingleOrDefaultAsync</c> where there is one at most.</summary>
    public IAsyncEnumerable<TRow> Of(LecternDb db, TKey key) => _byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, key);
}

/// <inheritdoc cref="PreparedQuery{TKey,TRow}"/>
public sealed class PreparedQuery<TFirst, TSecond, TRow>(Expression<Func<LecternDb, TFirst, TSecond, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<LecternDb, TFirst, TSecond, IAsyncEnumerable<TRow>>> _byModel = [];

    /// <inheritdoc cref="PreparedQuery{TKey,TRow}.Of"/>
    public IAsyncEnumerable<TRow> Of(LecternDb db, TFirst first, TSecond second) => _byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, first, second);
}

/// <inheritdoc cref="PreparedQuery{TKey,TRow}"/>
public sealed class PreparedQuery<TFirst, TSecond, TThird, TRow>(Expression<Func<LecternDb, TFirst, TSecond, TThird, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<LecternDb, TFirst, TSecond, TThird, IAsyncEnumerable<TRow>>> _byModel = [];

    /// <inheritdoc cref="PreparedQuery{TKey,TRow}.Of"/>
    public IAsyncEnumerable<TRow> Of(LecternDb db, TFirst first, TSecond second, TThird third) => _byModel.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, first, second, third);
}

/// <summary>Makes queries of queries, as expressions: prepared, they can't call a method that makes one.</summary>
public static class QueryExpressions
{
    /// <summary>What <paramref name="next"/> makes of these rows.</summary>
    public static Expression<Func<LecternDb, TKey, IQueryable<TResult>>> Then<TKey, TRow, TResult>(
        this Expression<Func<LecternDb, TKey, IQueryable<TRow>>> rows, Expression<Func<IQueryable<TRow>, IQueryable<TResult>>> next) =>
        Expression.Lambda<Func<LecternDb, TKey, IQueryable<TResult>>>(ReplacingExpressionVisitor.Replace(next.Parameters[0], rows.Body, next.Body), rows.Parameters);

    /// <summary>What <paramref name="next"/> makes of these rows with a further argument.</summary>
    public static Expression<Func<LecternDb, TKey, TFurther, IQueryable<TResult>>> Then<TKey, TFurther, TRow, TResult>(
        this Expression<Func<LecternDb, TKey, IQueryable<TRow>>> rows, Expression<Func<IQueryable<TRow>, TFurther, IQueryable<TResult>>> next) =>
        Expression.Lambda<Func<LecternDb, TKey, TFurther, IQueryable<TResult>>>(ReplacingExpressionVisitor.Replace(next.Parameters[0], rows.Body, next.Body), [.. rows.Parameters, next.Parameters[1]]);
}
