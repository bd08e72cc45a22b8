using System.Net;
using System.Net.Sockets;

namespace Marquee.Platform;

/// <summary>Where a request comes from, as precisely as somebody needs to recognise it and no more.</summary>
public static class Place
{
    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    /// <summary>"This machine", "Home network", or the network of an address without its last part.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "Unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return "This machine";

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return bytes is [10, ..] or [192, 168, ..] or [172, >= 16 and < 32, ..] or [169, 254, ..]
                ? "Home network"
                : $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x";
        return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            ? "Home network"
            : new IPAddress([.. bytes.AsSpan(0, 6), .. new byte[10]]) + "/48";
    }
}
