// What the edits of named elements have in common: keys, plans, identities, pools, domains, certificates, web ACLs. A
// kind says where its elements stand, what one is called, and which rules hold.
#pragma once

#include "core/api/elements.h"
#include "core/api/project.h"
#include "core/edit/access_rules.h"
#include "core/edit/element_uses.h"
#include "core/in_quotes.h"
#include "core/result.h"

#include <functional>
#include <string>

namespace gw {

template <typename T>
struct ElementKind
{
    using IdType = decltype(T::id);

    std::vector<Cow<T>> Project::*list;
    const char* word;  // "usage plan"
    const char* aWord; // "a usage plan"
    IdType (*idOf)(std::string_view name);
    bool (*isName)(std::string_view name);
    const char* nameHint;
    Faults (*faultsOf)(const Project& project, const T& element);
    const char* faultHint;
};

template <typename T>
[[nodiscard]] Result<void> checkElementName(const ElementKind<T>& kind, const Project& project, const std::string& name)
{
    if (!kind.isName(name))
        return fail(inQuotes(name) + " is not the name of " + kind.aWord + ".", kind.nameHint);
    if (findByName(project.*kind.list, name))
        return fail("There is already " + std::string(kind.aWord) + " called " + inQuotes(name) + ".",
                    "Choose another name.");
    return {};
}

template <typename T>
[[nodiscard]] tl::unexpected<Diagnostic> noSuchElement(const ElementKind<T>& kind, decltype(T::id) id)
{
    return fail("This " + std::string(kind.word) + " is no longer in the project.",
                "Choose another one, or undo its removal.", nodeOf(id));
}

// Only what an edit brings is refused: what is wrong in the file already is lint's business.
template <typename T>
[[nodiscard]] Result<void> checkElement(const ElementKind<T>& kind, const Project& project, const T& wanted,
                                        const T* known)
{
    const Faults before = known ? kind.faultsOf(project, *known) : Faults{};
    if (std::string fault = firstNew(kind.faultsOf(project, wanted), before); !fault.empty())
        return fail(std::move(fault), kind.faultHint, nodeOf(wanted.id));
    return {};
}

template <typename T>
[[nodiscard]] Result<Project> createElement(const ElementKind<T>& kind, Project project, T element)
{
    if (const auto valid = checkElementName(kind, project, element.name); !valid)
        return fail(valid.error());
    element.id = kind.idOf(element.name);
    while (!element.id || findById(project.*kind.list, element.id))
        ++element.id.value;
    if (const auto valid = checkElement<T>(kind, project, element, nullptr); !valid)
        return fail(valid.error());
    (project.*kind.list).emplace_back(std::move(element));
    return project;
}

// All but the name.
template <typename T>
[[nodiscard]] Result<Project> setElement(const ElementKind<T>& kind, Project project, T element)
{
    const T* known = findById(project.*kind.list, element.id);
    if (!known)
        return noSuchElement(kind, element.id);
    element.name = known->name;
    if (const auto valid = checkElement(kind, project, element, known); !valid)
        return fail(valid.error());
    *editById(project.*kind.list, element.id) = std::move(element);
    return project;
}

template <typename T>
[[nodiscard]] Result<Project> renameElement(const ElementKind<T>& kind, Project project, decltype(T::id) id,
                                            const std::string& name,
                                            const std::function<void(Project&, const T& known)>& follow = {})
{
    const T* known = findById(project.*kind.list, id);
    if (!known)
        return noSuchElement(kind, id);
    if (known->name == name)
        return project;
    if (const auto valid = checkElementName(kind, project, name); !valid)
        return fail(valid.error());
    if (follow)
        follow(project, T(*known));
    editById(project.*kind.list, id)->name = name;
    return project;
}

template <typename T>
[[nodiscard]] Result<Project> deleteElement(const ElementKind<T>& kind, Project project, decltype(T::id) id,
                                            const std::function<ElementUses(const Project&, const T&)>& usesOfIt = {})
{
    const T* known = findById(project.*kind.list, id);
    if (!known)
        return noSuchElement(kind, id);
    if (usesOfIt)
        if (const ElementUses uses = usesOfIt(project, *known); !uses.empty())
            return fail("The " + std::string(kind.word) + " " + inQuotes(known->name) + " is used by " + listed(uses) +
                            ".",
                        "Choose another one there first.", uses.front().node);
    std::erase_if(project.*kind.list, [id](const Cow<T>& element) { return element->id == id; });
    return project;
}

} // namespace gw
