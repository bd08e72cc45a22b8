using Marquee.Platform.Doctor;
using Marquee.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Tests.Data;

public abstract class AskingTheDoctor(ProgramOn program)
{
    [Fact]
    public async Task An_instance_in_order_is_told_so_thing_by_thing()
    {
        var findings = await ExamineAsync((await program.RunningAsync()).Services);

        Assert.All(findings, finding => Assert.True(finding.Fine || finding.Subject == "Data folder", $"{finding.Subject}: {finding.Says}"));
        Assert.Contains(findings, finding => finding.Subject == "Catalogue" && finding.Says.EndsWith("390 episodes", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Subject: "Populations", Says: "movielens-small: 100,004 ratings of 671 people" });
        Assert.Contains(findings, finding => finding is { Subject: "Search", Says: "every title can be found" });
    }

    [Fact]
    public async Task An_empty_instance_is_told_what_to_do()
    {
        await using var empty = await RunningProgram.StartEmptyAsync(program.Kind);

        var findings = await ExamineAsync(empty.Services);

        Assert.All(findings.Where(finding => finding.Subject is "Catalogue" or "Populations" or "Models"), finding =>
        {
            Assert.False(finding.Fine);
            Assert.Contains("marquee ", finding.Says, StringComparison.Ordinal);
        });
    }

    static async Task<List<Finding>> ExamineAsync(IServiceProvider services)
    {
        var findings = new List<Finding>();
        foreach (var examination in services.GetServices<IExamination>())
            findings.AddRange(await examination.ExamineAsync(default));
        return findings;
    }

    public sealed class On_Sqlite(ProgramOnSqlite program) : AskingTheDoctor(program);

    public sealed class On_PostgreSql(ProgramOnPostgreSql program) : AskingTheDoctor(program);
}
