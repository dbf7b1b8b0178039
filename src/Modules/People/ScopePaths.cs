using System.Linq.Expressions;

namespace Lectern.People;

/// <summary>Conditions about places in the tree, for queries and for rules.</summary>
internal static class ScopePaths
{
    private const int OneLevel = 37;   // a UUID and a slash

    /// <summary>How far below the institution a path is.</summary>
    public static int Depth(string path) => (path.Length / OneLevel) - 1;

    /// <summary>At or below one of the paths; nothing when there is none.</summary>
    public static Expression<Func<Scope, bool>> Within(IReadOnlyList<string> paths)
    {
        var scope = Expression.Parameter(typeof(Scope), "s");
        var path = Expression.Property(scope, nameof(Scope.Path));
        var startsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;
        Expression any = Expression.Constant(false);
        foreach (var one in paths)
        {
            Expression<Func<string>> captured = () => one;   // a parameter in the statement, not a constant of it
            any = Expression.OrElse(any, Expression.Call(path, startsWith, captured.Body));
        }

        return Expression.Lambda<Func<Scope, bool>>(any, scope);
    }
}
