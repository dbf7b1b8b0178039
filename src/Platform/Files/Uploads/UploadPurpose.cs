using Lectern.Kernel;

namespace Lectern.Files.Uploads;

/// <summary>What an upload is for: how large it may be, what kind of content it must be, and who may begin one. Modules register theirs as singletons.</summary>
/// <param name="Name">A short name for programs, such as <c>video</c>; the browser sends it when the upload begins.</param>
/// <param name="Limit">In bytes.</param>
/// <param name="Kind">What the first bytes must say, whatever the file is called.</param>
/// <param name="NeededTo">Whoever begins one holds this capability somewhere; where the file may be used, the form that takes it asks.</param>
public sealed record UploadPurpose(string Name, long Limit, ContentKind Kind, Capability NeededTo);
