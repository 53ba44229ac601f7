using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>Kits scanned with a camera, in a real browser: what it sees is a film of barcodes.</summary>
public sealed class CameraTests(CameraWard ward) : IClassFixture<CameraWard>
{
    // Drawn with bwip-js 4.11.4: LENS-39, LENS-QR-1 and LENS-DM-1.
    private const string Code39 = "131131311111311113313111331111111131133111311133111311113131313311111111331131111311313111";

    private const string Qr =
        """
        #######..#..#.#######
        #.....#..###..#.....#
        #.###.#.#.....#.###.#
        #.###.#.#.##..#.###.#
        #.###.#.....#.#.###.#
        #.....#..#..#.#.....#
        #######.#.#.#.#######
        ...........#.........
        ...##.##....#....##..
        #......#...#....#..#.
        ...##.####.#...#.###.
        .##....####.#.#.#.###
        ..##..###......#####.
        ........##....#.##...
        #######.##.###.###.##
        #.....#..###.##.##..#
        #.###.#.#.##..##..###
        #.###.#.##......###..
        #.###.#..#....#.#..##
        #.....#..##..#####.#.
        #######...#.##..#..#.
        """;

    private const string DataMatrix =
        """
        #.#.#.#.#.#.#.
        #...##.#..##.#
        ###.#..##..#..
        #...##.##...##
        #..##..###....
        #....#..#.#..#
        ##.###.##.###.
        #.############
        #.#######..##.
        #..###.......#
        #.#.##.#.##...
        #....#..###.##
        #..#....#.#.#.
        ##############
        """;

    // Counts how often the camera's picture is looked at.
    private const string Count =
        """
        window.looks = 0;
        const take = CanvasRenderingContext2D.prototype.getImageData;
        CanvasRenderingContext2D.prototype.getImageData = function (...area) { window.looks += 1; return take.apply(this, area); };
        """;

    // A browser with a reader of its own, as on Android; it reads the same code off every picture.
    private const string Reader =
        """
        window.looks = 0;
        window.BarcodeDetector = class {
          static async getSupportedFormats() { return ['code_128', 'code_39', 'data_matrix', 'ean_13', 'qr_code']; }
          async detect(picture) { window.looks += 1; return picture.width > 0 ? [{ rawValue: 'CAMERA-KIT-1' }] : []; }
        };
        """;

    [Fact]
    public async Task Given_an_address_label_and_a_kit_when_the_kit_desk_holds_them_before_the_camera_then_the_kit_is_posted()
    {
        (string journey, Person person) = await ward.ReferAsync();
        await using Desk desk = await OpenAsync("kitDesk");
        await desk.Page.GetByLabel("Use by").FillAsync("2027-12-31");
        await StartAsync(desk);
        ward.Lens.Show(await Code128Async(desk, journey));
        await desk.SaysAsync($"For {person.GivenName} {person.FamilyName}, {person.Postcode}.");
        ward.Lens.Show(await Code128Async(desk, "LENS-POSTED"));
        await AcceptedAsync(desk, 1);
        await desk.LooksRightAsync("scan-camera");
        Assert.Equal("KitPosted", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(90)]
    [InlineData(180)]
    public async Task Given_a_kit_with_Code_128_when_it_is_held_before_the_camera_in_any_way_then_it_is_taken_in(int degrees)
    {
        string kit = $"LENS-TURNED-{degrees}";
        await using Desk desk = await OpenAsync("kitDesk");
        await IsTakenInAsync(desk, kit, await Code128Async(desk, kit), degrees, 0.7);
    }

    [Theory]
    [InlineData("Code 39", 0)]
    [InlineData("QR", 25)]
    [InlineData("Data Matrix", 10)]
    public async Task Given_a_kit_with_another_kind_of_barcode_when_it_is_held_before_the_camera_then_it_is_taken_in(string kind, int degrees)
    {
        (string kit, Code code) = kind switch
        {
            "QR" => ("LENS-QR-1", Code.Square(Qr)),
            "Data Matrix" => ("LENS-DM-1", Code.Square(DataMatrix)),
            _ => ("LENS-39", Code.Linear(Code39)),
        };
        await using Desk desk = await OpenAsync("kitDesk");
        await IsTakenInAsync(desk, kit, code, degrees, code.Rows.Length > 1 ? 0.2 : 0.7);
    }

    [Fact]
    public async Task Given_kits_held_before_the_camera_one_after_the_other_when_each_is_looked_at_many_times_then_each_counts_once()
    {
        string[] kits = ["LENS-ROW-1", "LENS-ROW-2", "LENS-ROW-3"];
        List<string> journeys = [];
        foreach (string kit in kits)
        {
            journeys.Add((await ward.ReferAsync()).Journey);
            await ward.PostAsync(journeys[^1], kit);
        }

        await using Desk desk = await OpenAsync("lab");
        await StartAsync(desk);
        for (int i = 0; i < kits.Length; i++)
        {
            ward.Lens.Show(await Code128Async(desk, kits[i]));
            await AcceptedAsync(desk, i + 1);
            await LookedAsync(desk, 15);
        }

        await AcceptedAsync(desk, kits.Length);
        foreach (string journey in journeys)
        {
            Assert.Equal("KitReceived", (string?)(await ward.JourneyAsync(journey))["state"]);
        }
    }

    [Fact]
    public async Task Given_pictures_that_differ_when_they_are_read_then_a_code_counts_when_two_agree_and_again_only_after_it_has_gone()
    {
        await using Desk desk = await OpenAsync("lab");
        string taken = await desk.Page.EvaluateAsync<string>(
            """
            async () => {
              const { sightings } = await import('/desk/sightings.js');
              const taken = sightings();
              const looks = ['WRONG', 'A', null, 'A', 'A', 'B', 'A', 'B', ...Array(11).fill(null), 'A', ...Array(13).fill(null), 'A', 'A', 'WRONG'];
              return looks.map(taken).map(code => code ?? '.').join('');
            }
            """);
        Assert.Equal("...A...B" + "..........." + "." + "............." + ".A.", taken);
    }

    [Fact]
    public async Task Given_a_browser_without_a_reader_when_the_scan_page_is_opened_then_ours_is_fetched_with_the_camera_and_not_before_and_all_stays_light()
    {
        await using Desk desk = await OpenAsync("kitDesk");
        Assert.Equal(0, await desk.Page.EvaluateAsync<int>(Fetched));
        await StartAsync(desk);
        Assert.Equal(1, await desk.Page.EvaluateAsync<int>(Fetched));
        int kilobytes = await desk.Page.EvaluateAsync<int>(
            "Math.ceil([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, one) => sum + one.transferSize, 0) / 1024)");
        Assert.InRange(kilobytes, 100, 300);
    }

    [Fact]
    public async Task Given_a_browser_with_a_reader_when_the_camera_sees_a_kit_then_it_is_taken_once_and_the_camera_can_be_closed()
    {
        (string journey, _) = await ward.ReferAsync();
        await ward.PostAsync(journey, "CAMERA-KIT-1");
        await using Desk desk = await OpenAsync("lab", Reader);
        await StartAsync(desk);
        await LookedAsync(desk, 15);
        await AcceptedAsync(desk, 1);
        Assert.Equal(0, await desk.Page.EvaluateAsync<int>(Fetched));
        await desk.PressAsync(AriaRole.Button, "Close the camera");
        await Assertions.Expect(desk.Page.Locator("video")).ToHaveCountAsync(0, new() { Timeout = Patience });
        Assert.Equal("KitReceived", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Theory]
    [InlineData("static async getSupportedFormats() { return ['qr_code']; } async detect() { throw new Error('not to be asked'); }")]
    [InlineData("static async getSupportedFormats() { return ['code_128', 'code_39', 'data_matrix', 'qr_code']; } async detect() { throw new DOMException('none', 'NotSupportedError'); }")]
    public async Task Given_a_browser_whose_reader_knows_too_little_or_fails_when_the_camera_sees_a_kit_then_ours_reads_it(string reader)
    {
        string kit = reader.Contains("NotSupported", StringComparison.Ordinal) ? "LENS-FAILS" : "LENS-TOO-LITTLE";
        await using Desk desk = await OpenAsync("kitDesk", $"{Count}; window.BarcodeDetector = class {{ {reader} }};");
        await IsTakenInAsync(desk, kit, await Code128Async(desk, kit), 0, 0.7);
    }

    [Fact]
    public async Task Given_a_camera_that_runs_when_the_page_is_left_then_the_camera_is_let_go()
    {
        await using Desk desk = await OpenAsync("lab");
        await StartAsync(desk);
        string state = await desk.Page.EvaluateAsync<string>(
            "() => { const [track] = document.querySelector('video').srcObject.getTracks(); dispatchEvent(new PageTransitionEvent('pagehide')); return track.readyState; }");
        Assert.Equal("ended", state);
        await Assertions.Expect(desk.Page.Locator("video")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Use the camera" }).WaitForAsync();
    }

    [Fact]
    public async Task Given_a_page_that_gets_no_camera_when_it_is_opened_then_it_says_so_in_words()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Phone, "lab");
        await desk.Page.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined });");
        await desk.GoAsync("/scan");
        await desk.SaysAsync("There is no camera for this page: browsers give one only where the address begins with https. Use a scanner, or type the number.");
        await desk.LooksRightAsync("scan-no-camera");
    }

    [Fact]
    public async Task Given_a_camera_that_is_refused_when_it_is_started_then_the_page_says_so_in_words()
    {
        await using Desk desk = await OpenAsync("lab", "MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('refused', 'NotAllowedError'); };");
        await desk.PressAsync(AriaRole.Button, "Use the camera");
        await desk.SaysAsync("The camera cannot be used. Allow it in the browser’s settings, or type the number.");
    }

    [Fact]
    public async Task Given_a_reader_that_cannot_be_fetched_when_the_camera_is_started_then_the_page_says_so_in_words_and_no_camera_runs()
    {
        await using Desk desk = await OpenAsync("lab");
        await desk.Page.RouteAsync("**/zxing.js", route => route.FulfillAsync(new RouteFulfillOptions { Status = 503 }));
        await desk.PressAsync(AriaRole.Button, "Use the camera");
        await desk.SaysAsync("What reads barcodes could not be fetched. Load this page again, or type the number.");
        await Assertions.Expect(desk.Page.Locator("video")).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    // In milliseconds. A busy machine films slowly; nothing here is about how fast it is.
    private const float Patience = 60_000;

    private const string Fetched = "performance.getEntriesByType('resource').filter(one => one.name.endsWith('/zxing.js')).length";

    // The camera sees nothing until a test shows it something.
    private async Task<Desk> OpenAsync(string role, string script = Count)
    {
        ward.Lens.Show(null);
        Desk desk = await ward.OpenAsync(Screen.Phone, role);
        desk.Page.SetDefaultTimeout(Patience);
        await desk.Page.AddInitScriptAsync(script);
        await desk.GoAsync("/scan");
        return desk;
    }

    private static async Task StartAsync(Desk desk)
    {
        await desk.PressAsync(AriaRole.Button, "Use the camera");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Close the camera" }).WaitForAsync();
        await LookedAsync(desk, 1);
    }

    private async Task IsTakenInAsync(Desk desk, string kit, Code code, int degrees, double share)
    {
        (string journey, _) = await ward.ReferAsync();
        await ward.PostAsync(journey, kit);
        await desk.Page.GetByLabel("In, from a patient").CheckAsync();
        await StartAsync(desk);
        ward.Lens.Show(code, degrees, share);
        await AcceptedAsync(desk, 1);
        Assert.Equal("KitReceived", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    private static async Task AcceptedAsync(Desk desk, int kits)
    {
        await Assertions.Expect(desk.Page.GetByText($"{kits} {(kits == 1 ? "kit" : "kits")} accepted, 0 not")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(desk.Page.Locator(".desk-verdict__word")).ToHaveTextAsync("Accepted", new() { Timeout = Patience });
    }

    private static async Task LookedAsync(Desk desk, int times) =>
        await desk.Page.WaitForFunctionAsync("until => window.looks >= until", await desk.Page.EvaluateAsync<int>("window.looks") + times);

    /// <summary>Code 128 as the desk prints it on its address labels.</summary>
    private static async Task<Code> Code128Async(Desk desk, string text) =>
        Code.Linear(await desk.Page.EvaluateAsync<string>("async text => (await import('/desk/code128.js')).widths(text)", text));
}
