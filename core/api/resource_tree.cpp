// The tree of path parts (reference 1.3). Two spellings of one path ("/pets" and "/pets/") stay two nodes, so no
// resource is hidden.
#include "core/api/resource_tree.h"

#include <unordered_map>
#include <utility>

namespace gw {

namespace {

// Finds a node's child by its place ("/pets/{id}"), so that thousands of siblings cost no more than a few.
class TreeBuilder
{
public:
    void add(const Resource& resource)
    {
        ResourceNode* parent = &m_root;
        ResourceNode* node = &m_root;
        std::string place;
        for (const std::string& part : pathParts(resource.path)) {
            place.append("/").append(part);
            parent = node;
            node = &childFor(*node, part, place);
        }
        if (node->resource) {
            std::string part = node->pathPart; // push_back may move the node
            parent->children.push_back({std::move(part), resource.path, resource.id, {}});
            return;
        }
        node->resource = resource.id;
        node->path = resource.path;
    }

    ResourceNode take() { return std::move(m_root); }

private:
    ResourceNode& childFor(ResourceNode& parent, const std::string& part, const std::string& place)
    {
        const auto [known, isNew] = m_rows.try_emplace(place, parent.children.size());
        if (isNew)
            parent.children.push_back({part, joinPath(parent.path, part), {}, {}});
        return parent.children[known->second];
    }

    ResourceNode m_root{"/", "/", {}, {}};
    std::unordered_map<std::string, std::size_t> m_rows; // of places, among their siblings
};

} // namespace

ResourceNode resourceTree(const OpenApiDefinition& definition)
{
    TreeBuilder builder;
    for (const Cow<Resource>& resource : definition.resources)
        builder.add(*resource);
    return builder.take();
}

std::vector<std::string> pathParts(std::string_view path)
{
    std::vector<std::string> parts;
    while (!path.empty()) {
        const auto slash = path.find('/');
        if (slash != 0)
            parts.emplace_back(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    }
    return parts;
}

bool isVariablePart(std::string_view part)
{
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

bool isGreedyPart(std::string_view part)
{
    return isVariablePart(part) && part.size() > 3 && part[part.size() - 2] == '+';
}

std::string parentPath(std::string_view path)
{
    while (path.size() > 1 && path.back() == '/')
        path.remove_suffix(1);
    const auto slash = path.rfind('/');
    if (path.size() < 2 || slash == std::string_view::npos)
        return {};
    return std::string(slash == 0 ? std::string_view("/") : path.substr(0, slash));
}

std::string joinPath(std::string_view parent, std::string_view part)
{
    std::string path(parent);
    if (path.empty() || path.back() != '/')
        path += '/';
    return path.append(part);
}

bool isInSubtree(std::string_view path, std::string_view root)
{
    while (!root.empty() && root.back() == '/')
        root.remove_suffix(1);
    return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

} // namespace gw
