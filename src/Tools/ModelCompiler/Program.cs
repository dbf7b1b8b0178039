using Lectern.ModelCompiler;

// Publishing the Host runs it (Host.csproj); its one argument is the assembly to write.
ModelAssembly.Write(args[0]);
