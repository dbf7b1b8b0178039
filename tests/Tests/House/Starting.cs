using System.Net;
using System.Net.Sockets;

namespace Lectern.Tests.House;

/// <summary>What whoever starts the program is told when it can't.</summary>
public sealed class Starting
{
    [Fact]
    public async Task where_something_listens_already_ends_with_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (exit, answer) = await TheProgram.Ask("serve", "--no-demo", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", "--data", Scratch.Folder());
        Assert.Equal((1, "address-in-use"), (exit, answer.GetProperty("error").GetString()));
        Assert.Contains("--urls", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
