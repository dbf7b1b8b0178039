namespace Lectern.Packages.Playing;

/// <summary>Our scripts of the run-time, once more on the content origin: its policy lets nothing in from elsewhere.</summary>
internal static class ServeRunTime
{
    internal static async Task Handle(string? path, ClientAssets assets, HttpContext http)
    {
        if (assets.Send(http, path ?? "") is { } sending) await sending;
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
