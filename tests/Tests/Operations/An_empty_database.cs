using Lectern.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace Lectern.Tests.Operations;

/// <summary>The passwords of the demonstration are published: it comes by itself only to whoever tries Lectern out.</summary>
public sealed class An_empty_database
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", null, true)]
    [InlineData("http://localhost:5080", null, true)]
    [InlineData("http://[::1]:5080", null, true)]
    [InlineData("http://0.0.0.0:5080", null, false)]
    [InlineData("http://*:5080", null, false)]
    [InlineData("http://+:5080", null, false)]
    [InlineData("http://127.0.0.1:5080", "Database:Connection", false)]
    [InlineData("http://127.0.0.1:5080", "Site:Address", false)]
    [InlineData("http://127.0.0.1:5080", "Content:Origin", false)]
    [InlineData("http://127.0.0.1:5080", "Proxies", false)]
    public void is_filled_by_itself_only_where_it_is_tried_out(string address, string? setting, bool filled) =>
        Assert.Equal(filled, Serve.IsTriedOut(new ConfigurationBuilder().AddInMemoryCollection(setting is null ? [] : [KeyValuePair.Create(setting, (string?)"set")]).Build(), address));
}
