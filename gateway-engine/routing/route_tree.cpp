// Match by descent, a path part a level. Below each node stand the literal children (hashed), one branch for {param}
// (names belong to the routes, so siblings such as {id} and {petId} share it), and the greedy routes that end here.
// A branch that leads to no method for the verb is left again, so the best full candidate wins (reference 1.4).
#include "gateway-engine/routing/route_tree.h"

#include "gateway-engine/http/uri.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gw::engine {

namespace {

constexpr std::array<std::string_view, 7> namedVerbs{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"};
constexpr std::size_t anyVerb = namedVerbs.size(); // also what a verb the service does not name is answered by

std::size_t verbIndex(std::string_view verb)
{
    return static_cast<std::size_t>(std::find(namedVerbs.begin(), namedVerbs.end(), verb) - namedVerbs.begin());
}

struct StringHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// A route that ends at a node, with the names its own path gives to the variables on the way.
struct Leaf
{
    int route = -1;
    std::vector<std::string> names;
};

struct Leaves
{
    std::array<std::unique_ptr<Leaf>, anyVerb + 1> byVerb;

    bool add(std::string_view verb, int route, std::vector<std::string> names)
    {
        auto& place = byVerb[verbIndex(verb)];
        if (place)
            return false;
        place = std::make_unique<Leaf>(Leaf{route, std::move(names)});
        return true;
    }

    const Leaf* find(std::size_t verb) const { return byVerb[verb] ? byVerb[verb].get() : byVerb[anyVerb].get(); }
};

bool isVariable(std::string_view part)
{
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

} // namespace

struct RouteTree::Node
{
    std::unordered_map<std::string, std::unique_ptr<Node>, StringHash, std::equal_to<>> literals;
    std::unique_ptr<Node> parameter;
    Leaves here;
    Leaves greedy;
};

namespace {

// One match: the values of variables met on the way down, as a list on the stack of the descent.
template <typename Node>
class Descent
{
public:
    enum class Greedy { Allowed, Never, Only };

    explicit Descent(std::size_t verb) : m_verb(verb) {}

    // `rest` is what stands behind the slash that leads to this level's part; `atEnd` when nothing does.
    bool descend(const Node& node, std::string_view rest, bool atEnd, Greedy greedy, std::size_t depth)
    {
        if (atEnd)
            return greedy != Greedy::Only && accept(node.here);
        const auto slash = rest.find('/');
        const std::string_view part = rest.substr(0, slash);
        const bool isLast = slash == std::string_view::npos;
        const std::string_view next = isLast ? std::string_view() : rest.substr(slash + 1);

        if (const auto literal = node.literals.find(part); literal != node.literals.end())
            if (descend(*literal->second, next, isLast, greedy, depth))
                return true;
        if (node.parameter && !part.empty()) {
            remember(depth, part);
            if (descend(*node.parameter, next, isLast, greedy, depth + 1))
                return true;
        }
        if (greedy == Greedy::Never || !hasContent(rest))
            return false;
        remember(depth, rest);
        return accept(node.greedy);
    }

    RouteMatch result() const
    {
        RouteMatch match{m_leaf->route, {}};
        match.pathParameters.reserve(m_leaf->names.size());
        for (std::size_t i = 0; i < m_leaf->names.size(); ++i)
            match.pathParameters.emplace_back(m_leaf->names[i], value(i));
        return match;
    }

private:
    static constexpr std::size_t inlineValues = 16;

    static bool hasContent(std::string_view rest) { return rest.find_first_not_of('/') != std::string_view::npos; }

    bool accept(const Leaves& leaves)
    {
        m_leaf = leaves.find(m_verb);
        return m_leaf != nullptr;
    }

    void remember(std::size_t depth, std::string_view value)
    {
        if (depth < inlineValues) {
            m_values[depth] = value;
            return;
        }
        m_more.resize(std::max(m_more.size(), depth - inlineValues + 1));
        m_more[depth - inlineValues] = value;
    }

    std::string_view value(std::size_t i) const { return i < inlineValues ? m_values[i] : m_more[i - inlineValues]; }

    std::size_t m_verb;
    const Leaf* m_leaf = nullptr;
    std::array<std::string_view, inlineValues> m_values;
    std::vector<std::string_view> m_more; // designs with more than sixteen variables in a path
};

} // namespace

RouteTree::RouteTree(RoutingRules rules) : m_rules(rules), m_root(std::make_unique<Node>()) {}
RouteTree::RouteTree(RouteTree&&) noexcept = default;
RouteTree& RouteTree::operator=(RouteTree&&) noexcept = default;
RouteTree::~RouteTree() = default;

bool RouteTree::add(std::string_view verb, std::string_view path, int route)
{
    if (m_rules == RoutingRules::Http && path == "$default") {
        const bool isFree = m_default < 0;
        m_default = isFree ? route : m_default;
        return isFree;
    }
    Node* node = m_root.get();
    std::vector<std::string> names;
    const bool endsWithSlash = path.size() > 1 && path.back() == '/' && m_rules == RoutingRules::Rest;
    std::string_view rest = path.substr(0, path.size() - (endsWithSlash ? 1 : 0));
    while (rest.size() > 1 || (!rest.empty() && rest.front() != '/')) {
        rest.remove_prefix(rest.front() == '/' ? 1 : 0);
        const std::string_view part = rest.substr(0, rest.find('/'));
        rest.remove_prefix(part.size());
        if (!isVariable(part)) {
            auto& child = node->literals[std::string(part)];
            if (!child)
                child = std::make_unique<Node>();
            node = child.get();
            continue;
        }
        const bool isGreedy = part[part.size() - 2] == '+';
        names.emplace_back(part.substr(1, part.size() - (isGreedy ? 3 : 2)));
        if (isGreedy) // nothing can stand below it; what a file writes there is not reached (lint says so)
            return rest.empty() && node->greedy.add(verb, route, std::move(names));
        if (!node->parameter)
            node->parameter = std::make_unique<Node>();
        node = node->parameter.get();
    }
    return node->here.add(verb, route, std::move(names));
}

std::optional<RouteMatch> RouteTree::match(std::string_view verb, std::string_view path) const
{
    using Walk = Descent<Node>;
    std::string plain; // HTTP APIs only
    if (m_rules == RoutingRules::Http && path.find('%') != std::string_view::npos) {
        plain = percentDecoded(path);
        path = std::string_view(plain).substr(0, plain.find('?'));
    }
    if (m_rules == RoutingRules::Rest) {
        while (path.size() > 1 && path[0] == '/' && path[1] == '/')
            path.remove_prefix(1);
        if (path.size() > 1 && path.back() == '/')
            path.remove_suffix(1);
    }
    const bool isRoot = path.empty() || path == "/";
    const std::string_view rest = path.substr(!path.empty() && path.front() == '/' ? 1 : 0);
    Walk walk(verbIndex(verb));
    if (m_rules == RoutingRules::Rest) {
        if (walk.descend(*m_root, rest, isRoot, Walk::Greedy::Allowed, 0))
            return walk.result();
        return std::nullopt;
    }
    // HTTP APIs: every full match comes before any greedy one, and $default last (reference 2.1).
    if (walk.descend(*m_root, rest, isRoot, Walk::Greedy::Never, 0) ||
        walk.descend(*m_root, rest, isRoot, Walk::Greedy::Only, 0))
        return walk.result();
    if (m_default >= 0)
        return RouteMatch{m_default, {}};
    return std::nullopt;
}

} // namespace gw::engine
