namespace Lectern.Files.Uploads;

/// <summary>A file on its way in, piece by piece. It belongs to whoever began it.</summary>
public sealed record Upload
{
    /// <summary>Unguessable, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its <see cref="UploadPurpose"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Bytes of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>What the person calls the file. For showing only.</summary>
    public required string FileName { get; init; }

    /// <summary>When it is forgotten unless more arrives.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the content was found to be; null until enough of it has arrived.</summary>
    public string? MediaType { get; init; }

    /// <summary>The whole file in the store; null until everything has arrived.</summary>
    public StoredFile? Stored { get; init; }

    /// <summary>Its owner ended it when it was whole already. Kept only to be counted: what it put into the store is still there.</summary>
    public bool HasEnded { get; init; }
}
