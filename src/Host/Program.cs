using Lectern.Host;

var app = LecternApp.Build(new Dictionary<string, string?>());
await LecternApp.Migrate(app.Services, CancellationToken.None);
await app.RunAsync();
