// Edits of backends and of the AWS settings.
#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "core/edit/lookup.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::size_t longestName = 63;

NodeRef nodeOf(BackendId id)
{
    return {{}, {}, {}, {}, {}, {}, id};
}

tl::unexpected<Diagnostic> noSuchBackend(BackendId id)
{
    return fail("This backend is no longer in the project.", "Choose another one, or undo its removal.", nodeOf(id));
}

Result<void> checkName(const Project& project, const std::string& name)
{
    if (!isBackendName(name))
        return fail(inQuotes(name) + " is not a valid backend name.",
                    "Use a letter and then letters, digits and hyphens, all in lower case, at most 63.");
    if (project.findBackend(name))
        return fail("A backend is called " + inQuotes(name) + " already.", "Choose another name.");
    return {};
}

Result<void> checkLink(const Project& project, const Backend& backend)
{
    for (const Cow<Backend>& other : project.backends)
        if (!backend.vpcLinkId.empty() && other->id != backend.id && other->vpcLinkId == backend.vpcLinkId)
            return fail("The VPC link " + inQuotes(backend.vpcLinkId) + " leads to the backend " +
                            inQuotes(other->name) + " already.",
                        "Choose another id.", nodeOf(backend.id));
    return {};
}

// What a file could not hold.
Result<void> checkTarget(const Backend& backend)
{
    const auto* application = std::get_if<ProcfileApplication>(&backend.target);
    if (application && !isInsideProject(application->folder))
        return fail("The folder " + inQuotes(application->folder) + " of the application is not inside the project.",
                    "Use a path relative to the project folder, such as apps/" + backend.name + ".",
                    nodeOf(backend.id));
    return {};
}

Result<void> checkSettings(const Project& project, const Backend& backend, const Backend& known)
{
    if (backend.vpcLinkId != known.vpcLinkId)
        if (auto valid = checkLink(project, backend); !valid)
            return valid;
    return backend.target == known.target ? Result<void>{} : checkTarget(backend);
}

} // namespace

Result<Project> createBackend(Project project, Backend backend)
{
    if (const auto valid = checkName(project, backend.name); !valid)
        return fail(valid.error());
    backend.id = newBackendId(project, backend.name);
    if (const auto valid = checkSettings(project, backend, {}); !valid)
        return fail(valid.error());
    project.backends.emplace_back(std::move(backend));
    return project;
}

Result<Project> setBackend(Project project, Backend backend)
{
    const Backend* known = project.find(backend.id);
    if (!known)
        return noSuchBackend(backend.id);
    if (const auto valid = checkSettings(project, backend, *known); !valid)
        return fail(valid.error());
    backend.name = known->name;
    *project.edit(backend.id) = std::move(backend);
    return project;
}

Result<Project> renameBackend(Project project, BackendId id, const std::string& name)
{
    const Backend* known = project.find(id);
    if (!known)
        return noSuchBackend(id);
    if (known->name == name)
        return project;
    if (const auto valid = checkName(project, name); !valid)
        return fail(valid.error());
    renameUses(project, Backend(*known), name);
    project.edit(id)->name = name;
    return project;
}

Result<Project> duplicateBackend(Project project, BackendId id)
{
    const Backend* known = project.find(id);
    if (!known)
        return noSuchBackend(id);
    Backend copy = *known;
    copy.name = copyName(project.backends, known->name, longestName);
    copy.vpcLinkId.clear(); // a link leads to one backend
    copy.id = newBackendId(project, copy.name);
    insertAfter(project.backends, id, std::move(copy));
    return project;
}

Result<Project> deleteBackend(Project project, BackendId id)
{
    const Backend* known = project.find(id);
    if (!known)
        return noSuchBackend(id);
    if (const ElementUses uses = usesOf(project, *known); !uses.empty())
        return fail("The backend " + inQuotes(known->name) + " is used by " + listed(uses) + ".",
                    "Choose another backend there first.", uses.front().node);
    std::erase_if(project.backends, [id](const Cow<Backend>& backend) { return backend->id == id; });
    return project;
}

Result<Project> setAwsSettings(Project project, AwsSettings settings)
{
    for (auto it = settings.endpoints.begin(); it != settings.endpoints.end(); ++it) {
        const auto isSame = [&](const AwsEndpoint& other) { return other.service == it->service; };
        if (std::find_if(it + 1, settings.endpoints.end(), isSame) != settings.endpoints.end())
            return fail("The service " + inQuotes(it->service) + " has two endpoints.", "Keep one of them.");
    }
    project.aws = std::move(settings);
    return project;
}

} // namespace gw
