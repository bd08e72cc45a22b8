using Marquee.Browser.Tests.Host;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marquee.Browser.Tests;

/// <summary>Somebody new opens Marquee, tells it what they like, and sees what to watch tonight and why.</summary>
public sealed class FirstEvening(Cinema cinema)
{
    [Fact]
    public async Task Somebody_new_sees_a_pick_posters_and_two_ways_in()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");

        await Expect(visitor.Page.Locator(".board h1 svg")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".shelf").First.Locator(".film")).Not.ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("input[type=file]")).ToBeAttachedAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rate a few films" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".pred")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rating_a_few_films_turns_the_front_page_into_theirs()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.RateAFewAsync(6);
        await visitor.OpenAsync("/");

        await Expect(visitor.Heading("For you", exact: true)).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".pred").First).ToBeVisibleAsync();
        await Expect(visitor.Heading("Because you loved").First).ToBeVisibleAsync();
        await Expect(visitor.Heading("A stretch")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_rating_changes_the_recommendations_on_the_next_request()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.RateAFewAsync(4);
        await visitor.OpenAsync("/");
        var first = visitor.Page.Locator(".shelf").First.Locator(".film a").First;
        var before = await first.GetAttributeAsync("href");

        await visitor.OpenAsync(before!);
        await visitor.Page.Locator("form.rating input[value='10']").CheckAsync(new LocatorCheckOptions { Force = true });
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back" })).ToBeVisibleAsync();
        await visitor.OpenAsync("/");

        await Expect(visitor.Page.Locator($".film a[href='{before}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Dropping_a_Letterboxd_export_leads_to_recommendations()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.OpenAsync("/");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "letterboxd-test.zip", MimeType = "application/zip", Buffer = Exports.LetterboxdZip() });

        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("A Film That Nobody Made");
        await visitor.BringInAsync();
        await visitor.OpenAsync("/");
        await Expect(visitor.Heading("For you", exact: true)).ToBeVisibleAsync();
        // It may stand among what was logged, and nowhere that recommends.
        var forYou = visitor.Page.Locator("section", new PageLocatorOptions { Has = visitor.Heading("For you", exact: true) });
        await Expect(forYou.Locator(".film .t")).Not.ToHaveCountAsync(0);
        await Expect(forYou.Locator(".film .t").GetByText("Fargo", new LocatorGetByTextOptions { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_recommended_title_opens_the_sum_behind_its_prediction()
    {
        await using var visitor = await cinema.VisitAsync();
        await visitor.RateAFewAsync(6);
        await visitor.OpenAsync("/");
        await visitor.Page.Locator(".shelf").First.Locator(".film a").First.ClickAsync();

        var why = visitor.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Why we recommended this" });
        await Expect(why.Locator(".contrib li")).Not.ToHaveCountAsync(0);
        await Expect(why).ToContainTextAsync("You gave");
        await Expect(visitor.Heading("Similar, and how")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_answers_at_once_and_shows_progress_while_the_first_training_runs()
    {
        Cinema.SkipWhereImpossible();
        await using var program = await RunningProgram.StartAsync();
        await using var visitor = await cinema.VisitAsync(address: program.Address, script: false);
        await visitor.OpenAsync("/");

        await Expect(visitor.Page.Locator("progress").First).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("meta[http-equiv=refresh]")).ToBeAttachedAsync();
    }
}
