using System;
using System.Net.Http;
using System.Threading.Tasks;

namespace Haloy.Testing.App;

/// <summary>What the image's HEALTHCHECK runs; there is no other program in the image that could ask.</summary>
internal static class HealthCheck
{
    public static async Task<int> RunAsync()
    {
        string port = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? "8080";
        using var client = new HttpClient();
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health"));
            Console.WriteLine((int)answer.StatusCode);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (HttpRequestException exception)
        {
            Console.WriteLine(exception.Message);
            return 1;
        }
    }
}
