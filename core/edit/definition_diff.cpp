// Compares the resources and methods of two definitions. Removals are told bottom up and additions top down, so that a
// tree can follow them one by one.
#include "core/edit/definition_diff.h"

#include "core/api/resource_tree.h"
#include "core/edit/change_text.h"
#include "core/edit/pairing.h"

#include <algorithm>
#include <map>

namespace gw {

namespace {

template <typename T>
auto pairCows(const std::vector<Cow<T>>& before, const std::vector<Cow<T>>& after)
{
    return pairById(
        before, after, [](const Cow<T>& item) { return item->id; },
        [](const Cow<T>& a, const Cow<T>& b) { return a == b; });
}

class DefinitionDiff
{
public:
    DefinitionDiff(ApiId api, DiffScope scope, Changes& changes) : m_api(api), m_scope(scope), m_changes(changes) {}

    void compare(const OpenApiDefinition& before, const OpenApiDefinition& after)
    {
        const auto resources = pairCows(before.resources, after.resources);
        noteMethods(resources);
        for (const auto* resource : resources.removed)
            remove(**resource);
        for (const auto* resource : resources.added)
            add(**resource);
        for (const auto& [old, now] : resources.changed)
            compare(**old, **now);
        if (m_scope == DiffScope::Everything)
            for (const auto& [old, now] : resources.reordered)
                if ((*old)->path == (*now)->path)
                    say(ChangeKind::Moved, (*now)->id, {}, "Resource " + (*now)->path + " put in another place");
    }

private:
    struct Place
    {
        const Resource* resource;
        const Method* method;
    };

    void say(ChangeKind kind, ResourceId resource, MethodId method, std::string what)
    {
        m_changes.push_back({kind, NodeRef{m_api, resource, method, {}}, std::move(what)});
    }

    // Methods that left one resource and came to another have moved.
    void noteMethods(const Pairing<Cow<Resource>>& resources)
    {
        for (const auto* resource : resources.removed)
            noteLeaving(**resource, nullptr);
        for (const auto& [old, now] : resources.changed)
            noteLeaving(**old, &**now);
        for (const auto* resource : resources.added)
            noteComing(**resource, nullptr);
        for (const auto& [old, now] : resources.changed)
            noteComing(**now, &**old);
    }

    static bool has(const Resource* resource, MethodId id)
    {
        return resource && std::any_of(resource->methods.begin(), resource->methods.end(),
                                       [id](const Cow<Method>& method) { return method->id == id; });
    }

    void noteLeaving(const Resource& resource, const Resource* now)
    {
        for (const Cow<Method>& method : resource.methods)
            if (!has(now, method->id))
                m_leaving.emplace(method->id, Place{&resource, &*method});
    }

    void noteComing(const Resource& resource, const Resource* old)
    {
        for (const Cow<Method>& method : resource.methods)
            if (!has(old, method->id))
                m_coming.emplace(method->id, Place{&resource, &*method});
    }

    void remove(const Resource& resource)
    {
        for (const Cow<Method>& method : resource.methods)
            remove(resource, *method);
        say(ChangeKind::Removed, resource.id, {}, "Resource " + resource.path + " removed");
    }

    void remove(const Resource& resource, const Method& method)
    {
        if (m_coming.count(method.id) == 0)
            say(ChangeKind::Removed, resource.id, method.id, methodLabel(method.verb, resource.path) + " removed");
    }

    void add(const Resource& resource)
    {
        say(ChangeKind::Added, resource.id, {}, "Resource " + resource.path + " added");
        for (const Cow<Method>& method : resource.methods)
            add(resource, *method);
    }

    void add(const Resource& resource, const Method& method)
    {
        const auto from = m_leaving.find(method.id);
        if (from == m_leaving.end())
            return say(ChangeKind::Added, resource.id, method.id, methodLabel(method.verb, resource.path) + " added");
        const auto& [oldResource, oldMethod] = from->second;
        std::string what =
            methodLabel(oldMethod->verb, oldResource->path) + " moved to " + methodLabel(method.verb, resource.path);
        say(ChangeKind::Moved, resource.id, method.id, std::move(what));
    }

    void compare(const Resource& before, const Resource& after)
    {
        if (before.path != after.path) {
            const bool renamed = parentPath(before.path) == parentPath(after.path);
            say(renamed ? ChangeKind::Changed : ChangeKind::Moved, after.id, {},
                "Resource " + before.path + (renamed ? " renamed to " : " moved to ") + after.path);
        }
        const auto methods = pairCows(before.methods, after.methods);
        for (const auto* method : methods.removed)
            remove(before, **method);
        for (const auto* method : methods.added)
            add(after, **method);
        for (const auto& [old, now] : methods.changed)
            compare(after, **old, **now);
        if (m_scope == DiffScope::Everything)
            for (const auto& [old, now] : methods.reordered)
                if (*old == *now)
                    say(ChangeKind::Moved, after.id, (*now)->id,
                        methodLabel((*now)->verb, after.path) + " put in another place");
    }

    void compare(const Resource& resource, const Method& before, const Method& after)
    {
        std::string aspects = describeChange(before, after);
        if (aspects.empty())
            aspects = "order of its settings changed";
        say(ChangeKind::Changed, resource.id, after.id, methodLabel(after.verb, resource.path) + ": " + aspects);
    }

    ApiId m_api;
    DiffScope m_scope;
    Changes& m_changes;
    std::map<MethodId, Place> m_leaving;
    std::map<MethodId, Place> m_coming;
};

} // namespace

void diffDefinitions(const OpenApiDefinition& before, const OpenApiDefinition& after, ApiId api, DiffScope scope,
                     Changes& changes)
{
    DefinitionDiff(api, scope, changes).compare(before, after);
}

} // namespace gw
