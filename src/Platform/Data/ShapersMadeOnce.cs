#pragma warning disable EF1001, EF9100   // made to be replaced, and named internal all the same: a version that changes it doesn't build
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lectern.Data;

/// <summary>
/// What makes objects of rows is a function within the function that runs a query, and an expression makes such a function anew,
/// by reflection, each time it runs. It needs nothing of the outer one: so it is made once, with the query.
/// </summary>
internal sealed class ShapersMadeOnce(
    ShapedQueryCompilingExpressionVisitorDependencies dependencies, RelationalShapedQueryCompilingExpressionVisitorDependencies relational, RelationalCommandBuilderDependencies commands)
    : RelationalLiftableConstantProcessor(dependencies, relational, commands), ILiftableConstantProcessor
{
    internal static void Use(DbContextOptionsBuilder options) => options.ReplaceService<ILiftableConstantProcessor, ShapersMadeOnce>();

    Expression ILiftableConstantProcessor.InlineConstants(Expression expression, bool supportsPrecompiledQuery) => new InnerFunctions().Visit(InlineConstants(expression, supportsPrecompiledQuery));

    private sealed class InnerFunctions : ExpressionVisitor
    {
        private bool _isInner;

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            var isInner = _isInner;
            _isInner = true;
            var visited = (LambdaExpression)base.VisitLambda(node);
            _isInner = isInner;
            return isInner && Names.AreItsOwn(visited) ? Expression.Constant(visited.Compile(), node.Type) : visited;
        }

        /// <summary>An expression that is a value, not something to run.</summary>
        protected override Expression VisitUnary(UnaryExpression node) => node.NodeType == ExpressionType.Quote ? node : base.VisitUnary(node);
    }

    private sealed class Names : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> _declared = [];
        private readonly HashSet<ParameterExpression> _used = [];

        internal static bool AreItsOwn(LambdaExpression function)
        {
            var names = new Names();
            names.Visit(function);
            return names._used.IsSubsetOf(names._declared);
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _declared.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitBlock(BlockExpression node)
        {
            _declared.UnionWith(node.Variables);
            return base.VisitBlock(node);
        }

        protected override CatchBlock VisitCatchBlock(CatchBlock node)
        {
            if (node.Variable is { } caught) _declared.Add(caught);
            return base.VisitCatchBlock(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _used.Add(node);
            return node;
        }
    }
}
