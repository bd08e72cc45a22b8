using Marquee.Data;

namespace Marquee.Tests.Data;

public sealed class NamingTheDatabase
{
    [Theory]
    [InlineData("./films.db")]
    [InlineData("Data Source=./films.db")]
    [InlineData("DataSource=./films.db;Cache=Private")]
    public void A_file_means_SQLite(string text) =>
        Assert.Equal($"SQLite {Path.GetFullPath("./films.db")}", DatabaseAddress.Parse(text).Shown);

    [Theory]
    [InlineData("Host=db;Port=5433;Database=films;Username=u;Password=secret")]
    [InlineData("postgres://u:secret@db:5433/films")]
    [InlineData("postgresql://u:s%65cret@db:5433/films?sslmode=require")]
    public void A_server_means_PostgreSQL_and_its_password_is_not_shown(string text)
    {
        var address = DatabaseAddress.Parse(text);

        Assert.Equal("PostgreSQL db:5433/films", address.Shown);
        Assert.Contains("Password=secret", address.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Driver=oracle;Wallet=full")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Host=db;Colour=green")]
    [InlineData("postgres://u@db/films?colour=green")]
    [InlineData("postgres://")]
    [InlineData("Data Source=films.db;Colour=green")]
    public void Anything_else_is_refused_in_one_sentence(string text)
    {
        var refusal = Assert.Throws<DatabaseUnavailable>(() => DatabaseAddress.Parse(text));
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_the_reason()
    {
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailable>(() => Database.ConnectAsync("Host=127.0.0.1;Port=1;Database=films;Username=u;Timeout=2"));
        Assert.StartsWith("PostgreSQL 127.0.0.1:1/films cannot be reached: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailable>(() => Database.ConnectAsync("/dev/null/films/films.db"));
        Assert.StartsWith("The folder /dev/null/films cannot be created: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("marquee-");
        var file = Path.Combine(folder.FullName, "films.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));

        var refusal = await Assert.ThrowsAsync<DatabaseUnavailable>(() => Database.ConnectAsync(file));

        Assert.Contains("is not a SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(file).Length);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_system_library_is_preferred_where_there_is_one()
    {
        DatabaseAddress.Parse("films.db");
        var inUse = SqliteLibrary.InUse;

        Assert.Equal(SqliteLibrary.IsSystem, inUse.Contains("system", StringComparison.Ordinal));
    }
}
