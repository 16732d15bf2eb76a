DemoApp.DemoApplication.Create(args).Run();
