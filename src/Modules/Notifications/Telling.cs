namespace Lectern.Notifications;

/// <summary>How modules above tell people things. The caller saves; what is told commits with what happened.</summary>
public static class Telling
{
    extension(LecternDb db)
    {
        /// <summary>Puts a line under the person's bell. <paramref name="text"/> is an English key with {0} for each of <paramref name="arguments"/>.</summary>
        public void Notify(Id<Person> person, string text, IReadOnlyList<string> arguments, string? href, DateTimeOffset at) =>
            db.Add(new Notification(person, text, arguments, href, at));
    }
}
