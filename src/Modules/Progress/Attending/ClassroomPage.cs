namespace Lectern.Progress;

/// <summary>Pages of activities: their component holds a <see cref="ClassroomFrame"/>, which brings everything around the activity.</summary>
public static class ClassroomPage
{
    private static readonly PageOptions Options = new(Frame.Own);

    /// <summary>Shows the activity of this seat; 200, or 422 with a form and its mistake.</summary>
    public static PageResult Of<TComponent>(Seat seat, object model, int status = StatusCodes.Status200OK) where TComponent : PlainComponent =>
        Page.Of<TComponent>(seat.Activity.Title, model, Options, status);
}
