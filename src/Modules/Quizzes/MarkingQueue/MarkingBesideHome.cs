using Lectern.People;
using Lectern.Progress;
using Microsoft.AspNetCore.Components;

namespace Lectern.Quizzes.MarkingQueue;

/// <summary>Beside the first page of those who mark: how many answers wait for them. Nothing, and no statement, for everybody else.</summary>
internal sealed class MarkingBesideHome(MarkingDesk desk) : IHomePanel
{
    public int Position => 5;

    public async Task<RenderFragment?> Show(Me me, CancellationToken cancel)
    {
        if (!me.Visitor.Holds(QuizCapabilities.MarkAnswers)) return null;
        var waiting = await desk.WaitingFor(me.Visitor).CountAsync(cancel);
        return waiting == 0 ? null : Fragments.Of<MarkingPanel>(new MarkingPanel.About(waiting));
    }
}
