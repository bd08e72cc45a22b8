using Marquee.Commands;

return await MarqueeCommand.RunAsync(args);
