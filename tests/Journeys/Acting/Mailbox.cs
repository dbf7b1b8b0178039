using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>Mails that were written to people, read on the page that shows them.</summary>
public static class Mailbox
{
    /// <summary>The link in the newest mail to this address.</summary>
    public static async Task<string> LinkFor(Someone administrator, string address)
    {
        var row = administrator.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = address }).First;
        await administrator.Open("/mailbox");
        for (var tries = 0; await row.CountAsync() == 0; tries++)   // it is written right after the registration is saved
        {
            Assert.True(tries < 100, $"No mail to {address} was written.");
            await administrator.Page.ReloadAsync();
        }

        await row.GetByRole(AriaRole.Link).Last.ClickAsync();
        await administrator.Page.Locator("pre").WaitForAsync();
        var text = await administrator.Page.Locator("pre").InnerTextAsync();
        return new Uri(Regex.Match(text, @"https?://\S+").Value).PathAndQuery;
    }
}
