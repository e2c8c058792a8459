// Merges a new tree into the rows that are shown: at each level what is the same at both ends stays, what is between
// changes in place, and only what is left over is inserted or removed.
#include "ui/models/schema_tree_model.h"

#include "core/api/models.h"

#include <QMimeData>

#include <algorithm>

namespace gw::ui {

namespace {

const QString mimeType = QStringLiteral("application/x-gatewright-property");

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString boundsText(const ModelNode& node)
{
    if (node.minimum.isNull() && node.maximum.isNull())
        return {};
    const QString low = toQt(node.minimum.scalarText());
    const QString high = toQt(node.maximum.scalarText());
    if (high.isEmpty())
        return QStringLiteral("≥ %1").arg(low);
    return low.isEmpty() ? QStringLiteral("≤ %1").arg(high) : QStringLiteral("%1 … %2").arg(low, high);
}

} // namespace

struct SchemaTreeModel::Row
{
    ModelNode node;
    Row* parent = nullptr;
    std::vector<std::unique_ptr<Row>> children;

    [[nodiscard]] int number() const
    {
        if (!parent)
            return 0;
        const auto it = std::find_if(parent->children.begin(), parent->children.end(),
                                     [this](const auto& child) { return child.get() == this; });
        return static_cast<int>(it - parent->children.begin());
    }
    static std::unique_ptr<Row> make(const ModelNode& from, Row* parent)
    {
        auto row = std::make_unique<Row>();
        row->node = from;
        row->node.children.clear();
        row->parent = parent;
        for (const ModelNode& child : from.children)
            row->children.push_back(make(child, row.get()));
        return row;
    }
};

QString typeText(const ModelNode& node)
{
    if (!node.ref.empty()) {
        const std::string model = modelOfReference(node.ref);
        return QStringLiteral("→ ") + toQt(model.empty() ? node.ref : model);
    }
    QStringList types;
    for (const std::string& type : node.types)
        types << toQt(type);
    return types.isEmpty() ? SchemaTreeModel::tr("any") : types.join(QStringLiteral(" | "));
}

QString rulesText(const ModelNode& node)
{
    QStringList rules;
    if (!node.format.empty())
        rules << toQt(node.format);
    if (const QString bounds = boundsText(node); !bounds.isEmpty())
        rules << bounds;
    if (!node.pattern.empty())
        rules << QStringLiteral("/%1/").arg(toQt(node.pattern));
    if (node.enumeration.isArray())
        rules << SchemaTreeModel::tr("one of %1").arg(node.enumeration.asArray().size());
    if (!node.allowsOthers)
        rules << SchemaTreeModel::tr("no others");
    return rules.join(QStringLiteral(", "));
}

SchemaTreeModel::SchemaTreeModel(QObject* parent) : QAbstractItemModel(parent) {}

SchemaTreeModel::~SchemaTreeModel() = default;

bool SchemaTreeModel::isProperty(const ModelNode& node)
{
    return node.kind == ModelNodeKind::Property;
}

void SchemaTreeModel::setSchema(const QString& name, const json::Value& schema)
{
    const ModelNode tree = modelTree(schema);
    if (!m_root) {
        beginInsertRows({}, 0, 0);
        m_root = Row::make(tree, nullptr);
        m_name = name;
        endInsertRows();
        return;
    }
    if (name != m_name) {
        m_name = name;
        emit dataChanged(indexOf(*m_root), indexOf(*m_root));
    }
    merge(*m_root, tree);
}

void SchemaTreeModel::merge(Row& row, const ModelNode& node)
{
    ModelNode own = node;
    own.children.clear();
    if (!(own == row.node)) {
        row.node = std::move(own);
        emit dataChanged(indexOf(row, 0), indexOf(row, columns - 1));
    }
    mergeChildren(row, node);
}

void SchemaTreeModel::mergeChildren(Row& row, const ModelNode& node)
{
    const auto isSame = [](const Row& shown, const ModelNode& wanted) {
        return shown.node.kind == wanted.kind && shown.node.name == wanted.name;
    };
    const auto& wanted = node.children;
    const auto common = std::min(row.children.size(), wanted.size());
    std::size_t head = 0;
    while (head < common && isSame(*row.children[head], wanted[head]))
        ++head;
    std::size_t tail = 0;
    while (tail < common - head &&
           isSame(*row.children[row.children.size() - 1 - tail], wanted[wanted.size() - 1 - tail]))
        ++tail;
    const auto at = static_cast<std::ptrdiff_t>(common - tail);
    const int first = static_cast<int>(at);
    if (const auto extra =
            static_cast<std::ptrdiff_t>(row.children.size()) - static_cast<std::ptrdiff_t>(wanted.size());
        extra > 0) {
        beginRemoveRows(indexOf(row), first, first + static_cast<int>(extra) - 1);
        row.children.erase(row.children.begin() + at, row.children.begin() + at + extra);
        endRemoveRows();
    } else if (extra < 0) {
        beginInsertRows(indexOf(row), first, first - static_cast<int>(extra) - 1);
        for (std::ptrdiff_t i = at; i < at - extra; ++i)
            row.children.insert(row.children.begin() + i, Row::make(wanted[static_cast<std::size_t>(i)], &row));
        endInsertRows();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        merge(*row.children[i], wanted[i]);
}

SchemaTreeModel::Row* SchemaTreeModel::rowOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Row*>(index.internalPointer()) : nullptr;
}

QModelIndex SchemaTreeModel::indexOf(const Row& row, int column) const
{
    return createIndex(row.number(), column, const_cast<Row*>(&row));
}

const ModelNode* SchemaTreeModel::node(const QModelIndex& index) const
{
    const Row* row = rowOf(index);
    return row ? &row->node : nullptr;
}

QString SchemaTreeModel::pointer(const QModelIndex& index) const
{
    const Row* row = rowOf(index);
    return row ? toQt(row->node.pointer) : QString();
}

QModelIndex SchemaTreeModel::find(const QString& pointer) const
{
    const std::string wanted = pointer.toStdString();
    const Row* row = m_root.get();
    while (row && row->node.pointer != wanted) {
        const auto it = std::find_if(row->children.begin(), row->children.end(), [&](const auto& child) {
            const std::string& own = child->node.pointer;
            return wanted == own || wanted.starts_with(own + "/");
        });
        row = it == row->children.end() ? nullptr : it->get();
    }
    return row ? indexOf(*row) : QModelIndex();
}

QModelIndex SchemaTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Row* above = rowOf(parent);
    return createIndex(row, column, above ? above->children[static_cast<std::size_t>(row)].get() : m_root.get());
}

QModelIndex SchemaTreeModel::parent(const QModelIndex& index) const
{
    const Row* row = rowOf(index);
    return row && row->parent ? indexOf(*row->parent) : QModelIndex();
}

int SchemaTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Row* row = rowOf(parent);
    return row ? static_cast<int>(row->children.size()) : (m_root ? 1 : 0);
}

int SchemaTreeModel::columnCount(const QModelIndex&) const
{
    return columns;
}

QVariant SchemaTreeModel::data(const QModelIndex& index, int role) const
{
    const ModelNode* of = node(index);
    if (!of)
        return {};
    if (index.column() == RequiredColumn) {
        if (role == Qt::CheckStateRole && isProperty(*of))
            return of->isRequired ? Qt::Checked : Qt::Unchecked;
        return role == Qt::AccessibleTextRole ? QVariant(tr("Required")) : QVariant();
    }
    const bool isShown = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (!isShown && role != Qt::EditRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return of->kind == ModelNodeKind::Root ? m_name : toQt(of->name);
    case TypeColumn:
        return typeText(*of);
    case DescriptionColumn:
        return isShown ? toQt(of->description).section(QLatin1Char('\n'), 0, 0) : toQt(of->description);
    case RulesColumn:
        return rulesText(*of);
    default:
        return {};
    }
}

QVariant SchemaTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    const QStringList titles{tr("Property"), tr("Type"), tr("Required"), tr("Description"), tr("Rules")};
    return role == Qt::DisplayRole ? titles.value(section) : QVariant();
}

bool SchemaTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const ModelNode* of = node(index);
    if (!of || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const QString text = role == Qt::CheckStateRole
                             ? QString::fromLatin1(value.toInt() == Qt::Checked ? "true" : "false")
                             : value.toString().trimmed();
    if (role == Qt::CheckStateRole || data(index, Qt::EditRole).toString() != text)
        emit edited(toQt(of->pointer), index.column(), text); // what is applied comes back by setSchema()
    return false;
}

Qt::ItemFlags SchemaTreeModel::flags(const QModelIndex& index) const
{
    const ModelNode* of = node(index);
    if (!of)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    if (isProperty(*of))
        flags |= Qt::ItemIsDragEnabled;
    const bool isText = index.column() == TypeColumn || index.column() == DescriptionColumn ||
                        (index.column() == NameColumn && isProperty(*of));
    if (isText)
        flags |= Qt::ItemIsEditable;
    if (index.column() == RequiredColumn && isProperty(*of))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QStringList SchemaTreeModel::mimeTypes() const
{
    return {mimeType};
}

QMimeData* SchemaTreeModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(mimeType, pointer(indexes.front()).toUtf8());
    return data;
}

bool SchemaTreeModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int,
                                      const QModelIndex& parent) const
{
    if (action != Qt::MoveAction || !data->hasFormat(mimeType))
        return false;
    const QModelIndex dragged = find(QString::fromUtf8(data->data(mimeType)));
    return dragged.isValid() && dragged.parent() == parent.siblingAtColumn(0);
}

// Dropped between rows: there. The row itself moves when the schema comes back.
bool SchemaTreeModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                   const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const QModelIndex dragged = find(QString::fromUtf8(data->data(mimeType)));
    const int wanted = row < 0 ? rowCount(parent.siblingAtColumn(0)) : row;
    emit moved(pointer(dragged), wanted > dragged.row() ? wanted - 1 : wanted);
    return false;
}

} // namespace gw::ui
