using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Web.Rendering;

/// <summary>How components of one type are made: found once for each type.</summary>
internal sealed class ComponentPlan
{
    private static readonly ConcurrentDictionary<Type, ComponentPlan> Plans = new();
    private static readonly MethodInfo Setting = typeof(ComponentPlan).GetMethod(nameof(SetterOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly Type _type;
    private readonly Dictionary<string, Action<PlainComponent, object?>> _parameters = new(StringComparer.OrdinalIgnoreCase);   // as Razor matches them
    private readonly List<(Type Type, Action<PlainComponent, object?> Set)> _services = [];
    private readonly List<(Type Type, Action<PlainComponent, object?> Set)> _given = [];
    private readonly Action<PlainComponent, object?>? _rest;

    private ComponentPlan(Type type)
    {
        if (!type.IsSubclassOf(typeof(PlainComponent))) throw new InvalidOperationException($"{type} is no {nameof(PlainComponent)}: nothing else can be drawn.");
        _type = type;
        for (var level = type; level != typeof(PlainComponent); level = level.BaseType!)
        {
            foreach (var property in level.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<ParameterAttribute>() is { } parameter)
                {
                    if (parameter.CaptureUnmatchedValues) _rest = Setter(property);
                    else _parameters.TryAdd(property.Name, Setter(property));
                }
                else if (property.IsDefined(typeof(InjectAttribute))) _services.Add((property.PropertyType, Setter(property)));
                else if (property.IsDefined(typeof(CascadingParameterAttribute))) _given.Add((property.PropertyType, Setter(property)));
            }
        }
    }

    internal static ComponentPlan Of(Type type) => Plans.GetOrAdd(type, static type => new ComponentPlan(type));

    /// <summary>A component with what it takes from the services and from what the page is given; its parameters are missing yet.</summary>
    internal PlainComponent Make(IServiceProvider services, object?[] given)
    {
        var component = (PlainComponent)Activator.CreateInstance(_type)!;
        foreach (var (type, set) in _services) set(component, services.GetRequiredService(type));
        foreach (var (type, set) in _given)
        {
            foreach (var one in given)
            {
                if (!type.IsInstanceOfType(one)) continue;
                set(component, one);
                break;
            }
        }

        return component;
    }

    /// <summary>Sets a parameter; one that the component doesn't name goes to <paramref name="rest"/>, where it takes such.</summary>
    /// <exception cref="InvalidOperationException">It has no such parameter.</exception>
    internal void Set(PlainComponent component, string name, object? value, ref Dictionary<string, object>? rest)
    {
        if (_parameters.TryGetValue(name, out var set)) set(component, value);
        else if (_rest is null) throw new InvalidOperationException($"{_type} has no parameter {name}.");
        else (rest ??= [])[name] = value!;
    }

    internal void SetRest(PlainComponent component, Dictionary<string, object> rest) => _rest!(component, rest);

    private static Action<PlainComponent, object?> Setter(PropertyInfo property) => (Action<PlainComponent, object?>)Setting
        .MakeGenericMethod(property.DeclaringType!, property.PropertyType)
        .Invoke(null, [property.GetSetMethod(nonPublic: true) ?? throw new InvalidOperationException($"{property.DeclaringType} can't be given {property.Name}: it has no setter.")])!;

    private static Action<PlainComponent, object?> SetterOf<TOwner, TValue>(MethodInfo setter) where TOwner : PlainComponent
    {
        var set = setter.CreateDelegate<Action<TOwner, TValue>>();
        return (component, value) => set((TOwner)component, (TValue)value!);
    }
}
