// Adapter of the API tree to Qt's views, and the merge of a new snapshot into the rows shown.
#include "ui/models/api_tree_model.h"

#include "core/api/resource_tree.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace gw::ui {

namespace {

const QString nodeMimeType = QStringLiteral("application/x-gatewright-node");

bool isMovable(const TreeItem& item)
{
    return item.kind == TreeKind::Method || (item.kind == TreeKind::Resource && item.path != QLatin1String("/"));
}

// The path new children of `item` get as their parent.
QString targetPath(const TreeItem& item)
{
    return item.kind == TreeKind::Resource ? item.path : QStringLiteral("/");
}

QByteArray encode(const TreeItem& item)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << static_cast<qint32>(item.kind) << static_cast<quint64>(item.ref.api.value)
        << static_cast<quint64>(item.ref.resource.value) << static_cast<quint64>(item.ref.method.value) << item.name
        << item.path;
    return bytes;
}

std::optional<TreeItem> decode(const QMimeData* data)
{
    if (!data || !data->hasFormat(nodeMimeType))
        return std::nullopt;
    QDataStream in(data->data(nodeMimeType));
    qint32 kind = 0;
    quint64 api = 0;
    quint64 resource = 0;
    quint64 method = 0;
    TreeItem item;
    in >> kind >> api >> resource >> method >> item.name >> item.path;
    if (in.status() != QDataStream::Ok || kind < 0 || kind > static_cast<qint32>(TreeKind::Method))
        return std::nullopt;
    item.kind = static_cast<TreeKind>(kind);
    item.ref = {ApiId{api}, ResourceId{resource}, MethodId{method}, {}};
    return item;
}

bool canMoveTo(const TreeItem& item, const TreeItem& target)
{
    if (!isMovable(item) || item.ref.api != target.ref.api)
        return false;
    if (target.kind != TreeKind::Api && target.kind != TreeKind::Resource)
        return false;
    const std::string path = item.path.toStdString();
    const std::string parent = targetPath(target).toStdString();
    if (item.kind == TreeKind::Method)
        return path != parent;
    return !isInSubtree(parent, path) && parentPath(path) != parent;
}

const TreeNode* findNode(const TreeNode& node, const NodeRef& ref)
{
    if (node.item.ref == ref && node.parent && !isGroup(node.item.kind) && !node.item.isImplied)
        return &node;
    for (const auto& child : node.children)
        if (const TreeNode* found = findNode(*child, ref))
            return found;
    return nullptr;
}

const TreeNode* findPath(const TreeNode& node, const QString& path)
{
    for (const auto& child : node.children) {
        if (child->item.kind != TreeKind::Resource)
            continue;
        if (child->item.path == path)
            return child.get();
        if (const TreeNode* found = findPath(*child, path))
            return found;
    }
    return nullptr;
}

} // namespace

ApiTreeModel::ApiTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<TreeNode>()) {}
ApiTreeModel::~ApiTreeModel() = default;

// APIs that share their storage with the snapshot shown are taken over as they are.
void ApiTreeModel::setProject(std::shared_ptr<const Project> project, Sections sections)
{
    if (project == m_project)
        return;
    TreeNodes wanted;
    std::unordered_set<ApiId> same;
    for (const Cow<Api>& api : project ? project->apis : std::vector<Cow<Api>>{}) {
        const auto isShown = [&](const Cow<Api>& shown) { return shown.isSameAs(api); };
        if (m_project && std::any_of(m_project->apis.begin(), m_project->apis.end(), isShown)) {
            wanted.push_back(std::make_unique<TreeNode>());
            wanted.back()->item.ref.api = api->id;
            same.insert(api->id);
        } else {
            wanted.push_back(buildApiTree(*api));
        }
    }
    if (project && sections == Sections::Shown)
        for (auto& section : buildSections(*project))
            wanted.push_back(std::move(section));
    const std::vector<TreeNode*> pairs = pairTreeNodes(m_root->children, wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (pairs[i] && same.contains(wanted[i]->item.ref.api))
            wanted[i]->item = pairs[i]->item;
    m_project = std::move(project);
    m_unchanged = std::move(same);
    merge(*m_root, std::move(wanted));
    m_unchanged.clear();
}

// Makes the children of `parent` those of `wanted`: removals first, then moves and insertions front to back.
void ApiTreeModel::merge(TreeNode& parent, TreeNodes wanted)
{
    const std::vector<TreeNode*> pairs = pairTreeNodes(parent.children, wanted);
    removeAllBut(parent, pairs);
    for (std::size_t i = 0; i < wanted.size();) {
        if (pairs[i]) {
            bringTo(parent, pairs[i], static_cast<int>(i));
            adopt(*pairs[i], *wanted[i]);
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < wanted.size() && !pairs[end])
            ++end;
        beginInsertRows(indexFor(&parent), static_cast<int>(i), static_cast<int>(end) - 1);
        for (std::size_t k = i; k < end; ++k)
            wanted[k]->parent = &parent;
        parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(i),
                               std::make_move_iterator(wanted.begin() + static_cast<std::ptrdiff_t>(i)),
                               std::make_move_iterator(wanted.begin() + static_cast<std::ptrdiff_t>(end)));
        endInsertRows();
        i = end;
    }
}

void ApiTreeModel::removeAllBut(TreeNode& parent, const std::vector<TreeNode*>& kept)
{
    const std::unordered_set<const TreeNode*> keep(kept.begin(), kept.end());
    auto& children = parent.children;
    for (int last = static_cast<int>(children.size()) - 1; last >= 0;) {
        if (keep.contains(children[static_cast<std::size_t>(last)].get())) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !keep.contains(children[static_cast<std::size_t>(first) - 1].get()))
            --first;
        beginRemoveRows(indexFor(&parent), first, last);
        children.erase(children.begin() + first, children.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
}

void ApiTreeModel::bringTo(TreeNode& parent, TreeNode* node, int row)
{
    auto& children = parent.children;
    const auto it =
        std::find_if(children.begin() + row, children.end(), [&](const auto& c) { return c.get() == node; });
    const int from = static_cast<int>(it - children.begin());
    if (from == row)
        return;
    const QModelIndex index = indexFor(&parent);
    beginMoveRows(index, from, from, index, row);
    std::rotate(children.begin() + row, it, it + 1);
    endMoveRows();
}

void ApiTreeModel::adopt(TreeNode& node, TreeNode& wanted)
{
    if (node.item.kind == TreeKind::Api && m_unchanged.contains(node.item.ref.api))
        return;
    node.anchor = wanted.anchor;
    if (!(node.item == wanted.item)) {
        node.item = wanted.item;
        const QModelIndex index = indexFor(&node);
        emit dataChanged(index, index);
    }
    merge(node, std::move(wanted.children));
}

TreeNode* ApiTreeModel::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<TreeNode*>(index.internalPointer()) : m_root.get();
}

QModelIndex ApiTreeModel::indexFor(const TreeNode* node) const
{
    if (!node || node == m_root.get())
        return {};
    return createIndex(node->row(), 0, const_cast<TreeNode*>(node));
}

TreeItem ApiTreeModel::itemAt(const QModelIndex& index) const
{
    return index.isValid() ? nodeAt(index)->item : TreeItem{};
}

QModelIndex ApiTreeModel::indexOf(const NodeRef& ref) const
{
    NodeRef wanted = ref;
    if (!ref.api) {
        for (const auto& section : m_root->children)
            if (isBehindApis(section->item.kind))
                if (const TreeNode* found = ref.isEmpty() ? nullptr : findNode(*section, ref))
                    return indexFor(found);
        return {};
    }
    for (const auto& api : m_root->children) {
        if (api->item.ref.api != ref.api)
            continue;
        if (wanted.method && !wanted.resource && m_project)
            if (const Api* owner = m_project->find(ref.api); owner && owner->openApi())
                if (const Resource* resource = owner->openApi()->resourceOf(wanted.method))
                    wanted.resource = resource->id;
        return indexFor(findNode(*api, wanted));
    }
    return {};
}

QModelIndex ApiTreeModel::indexOfSection(TreeKind kind) const
{
    for (const auto& node : m_root->children)
        if (node->item.kind == kind)
            return indexFor(node.get());
    return {};
}

QModelIndex ApiTreeModel::indexOfAuthorizer(ApiId api, const QString& name) const
{
    const QModelIndex owner = indexOf(NodeRef{api, {}, {}, {}});
    for (const auto& group : nodeAt(owner)->children)
        if (group->item.kind == TreeKind::AuthorizerGroup && group->item.ref.api == api) {
            for (const auto& node : group->children)
                if (node->item.name == name)
                    return indexFor(node.get());
            return name.isEmpty() ? indexFor(group.get()) : QModelIndex();
        }
    return {};
}

QModelIndex ApiTreeModel::indexOfPath(ApiId api, const QString& path) const
{
    for (const auto& node : m_root->children)
        if (node->item.ref.api == api)
            return indexFor(findPath(*node, path));
    return {};
}

QModelIndex ApiTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const TreeNode* node = nodeAt(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ApiTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexFor(nodeAt(index)->parent) : QModelIndex();
}

int ApiTreeModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(nodeAt(parent)->children.size());
}

int ApiTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ApiTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TreeItem& item = nodeAt(index)->item;
    const bool isMethod = item.kind == TreeKind::Method;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return isMethod ? item.name + QLatin1Char(' ') + item.path : item.name;
    case Qt::EditRole:
        return item.name;
    case Qt::ToolTipRole:
        if (item.kind == TreeKind::Resource)
            return item.path;
        return isMethod && !item.hint.isEmpty() ? item.name + ' ' + item.path + '\n' + item.hint : QVariant();
    case SearchRole:
        return isGroup(item.kind) ? item.name : item.name + ' ' + item.path + ' ' + item.hint;
    case ItemRole:
        return QVariant::fromValue(item);
    default:
        return {};
    }
}

bool ApiTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const TreeItem item = nodeAt(index)->item;
    const QString name = value.toString().trimmed();
    if (!name.isEmpty() && name != item.name)
        emit renameRequested(item, name);
    return false; // the snapshot that follows brings the new name
}

Qt::ItemFlags ApiTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const TreeItem& item = nodeAt(index)->item;
    const bool isRoot = item.kind == TreeKind::Resource && item.path == QLatin1String("/");
    if (!isGroup(item.kind) && item.kind != TreeKind::Method && !isRoot)
        flags |= Qt::ItemIsEditable;
    if (isMovable(item))
        flags |= Qt::ItemIsDragEnabled;
    if (item.kind == TreeKind::Api || item.kind == TreeKind::Resource)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList ApiTreeModel::mimeTypes() const
{
    return {nodeMimeType};
}

QMimeData* ApiTreeModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty() || !isMovable(itemAt(indexes.first())))
        return nullptr;
    const TreeItem item = itemAt(indexes.first());
    auto* data = new QMimeData;
    data->setData(nodeMimeType, encode(item));
    data->setText(item.path);
    return data;
}

bool ApiTreeModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) const
{
    const auto item = decode(data);
    return item && parent.isValid() && canMoveTo(*item, itemAt(parent));
}

bool ApiTreeModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    emit moveRequested(*decode(data), targetPath(itemAt(parent)));
    return false; // the edit moves the rows, not the view
}

} // namespace gw::ui
