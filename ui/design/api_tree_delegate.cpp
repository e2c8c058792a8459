// Painting of the API tree's rows.
#include "ui/design/api_tree_delegate.h"

#include "ui/models/api_tree_model.h"
#include "ui/widgets/badges.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>

namespace gw::ui {

namespace {

constexpr int rowHeight = 28;
constexpr int glyph = 16;

QString iconOf(TreeKind kind)
{
    switch (kind) {
    case TreeKind::Api:
        return QStringLiteral("api");
    case TreeKind::Resource:
        return QStringLiteral("resource");
    case TreeKind::Method:
        return QStringLiteral("method");
    case TreeKind::AuthorizerGroup:
    case TreeKind::Authorizer:
        return QStringLiteral("lock");
    case TreeKind::Models:
        return QStringLiteral("list");
    case TreeKind::GatewayResponses:
        return QStringLiteral("warning");
    case TreeKind::StageGroup:
        return QStringLiteral("folder");
    case TreeKind::Stage:
        return QStringLiteral("stage");
    case TreeKind::Route:
        return QStringLiteral("method");
    case TreeKind::FunctionGroup:
    case TreeKind::Function:
        return QStringLiteral("function");
    case TreeKind::StateMachineGroup:
    case TreeKind::StateMachine:
        return QStringLiteral("state-machine");
    case TreeKind::BackendGroup:
    case TreeKind::Backend:
        return QStringLiteral("server");
    case TreeKind::ApiKeyGroup:
    case TreeKind::ApiKey:
        return QStringLiteral("key");
    case TreeKind::UsagePlanGroup:
    case TreeKind::UsagePlan:
        return QStringLiteral("clock");
    case TreeKind::IdentityGroup:
    case TreeKind::Identity:
        return QStringLiteral("user");
    case TreeKind::ClientCertificateGroup:
    case TreeKind::ClientCertificate:
        return QStringLiteral("lock");
    case TreeKind::DomainNameGroup:
    case TreeKind::DomainName:
        return QStringLiteral("globe");
    case TreeKind::WebAclGroup:
    case TreeKind::WebAcl:
        return QStringLiteral("filter");
    case TreeKind::UserPoolGroup:
    case TreeKind::UserPool:
        return QStringLiteral("user");
    case TreeKind::LocalIssuer:
        return QStringLiteral("lock");
    case TreeKind::AwsSettings:
        return QStringLiteral("cloud");
    }
    return {};
}

bool hasBadge(const TreeItem& item)
{
    return item.kind == TreeKind::Method || item.kind == TreeKind::Route;
}

QString labelOf(const TreeItem& item)
{
    if (item.kind == TreeKind::Method)
        return item.path == QLatin1String("/$default") ? QStringLiteral("$default") : item.path; // of HTTP APIs
    if (item.kind == TreeKind::Resource && item.name != QLatin1String("/"))
        return QLatin1Char('/') + item.name;
    return item.name;
}

} // namespace

ApiTreeDelegate::ApiTreeDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

int ApiTreeDelegate::textLeft(const TreeItem& item, const QRect& row) const
{
    const int symbol = hasBadge(item) ? methodBadgeSize().width() : glyph;
    return row.left() + spacing::xs + symbol + spacing::m;
}

QFont ApiTreeDelegate::fontOf(const TreeItem& item) const
{
    if (item.kind == TreeKind::Resource || hasBadge(item))
        return m_theme.monospace(fontSize::secondary);
    const bool isTop = item.kind == TreeKind::Api || (isBehindApis(item.kind) && isGroup(item.kind));
    return m_theme.text(fontSize::body, isTop);
}

void ApiTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto item = index.data(ApiTreeModel::ItemRole).value<TreeItem>();
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QWidget* view = option.widget;
    (view ? view->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &row, painter, view);

    painter->save();
    const int left = option.rect.left() + spacing::xs;
    if (hasBadge(item)) {
        const QSize badge = methodBadgeSize();
        const int top = option.rect.top() + (option.rect.height() - badge.height()) / 2;
        const bool isRoute = item.kind == TreeKind::Route;
        paintMethodBadge(*painter, m_theme, QRect(QPoint(left, top), badge),
                         isRoute ? QStringLiteral("WS") : item.name);
    } else {
        const QRect box(left, option.rect.top() + (option.rect.height() - glyph) / 2, glyph, glyph);
        m_theme.icon(iconOf(item.kind), item.kind == TreeKind::Api ? Color::Accent : Color::TextMuted)
            .paint(painter, box);
    }

    const QFont font = fontOf(item);
    const QFontMetrics metrics(font);
    QRect area(textLeft(item, option.rect), option.rect.top(), 0, option.rect.height());
    area.setRight(option.rect.right() - spacing::s);
    painter->setFont(font);
    painter->setPen(m_theme.color(item.isImplied ? Color::TextMuted : Color::Text));
    const QString label = metrics.elidedText(labelOf(item), Qt::ElideMiddle, area.width());
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, label);

    area.setLeft(area.left() + metrics.horizontalAdvance(label) + spacing::m);
    if (!item.hint.isEmpty() && area.width() > 40) {
        const QFont hintFont = m_theme.text(fontSize::caption);
        painter->setFont(hintFont);
        painter->setPen(m_theme.color(Color::TextMuted));
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(hintFont).elidedText(item.hint, Qt::ElideRight, area.width()));
    }
    painter->restore();
}

QSize ApiTreeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, rowHeight};
}

// As wide as the row: the usual editor of item views is as wide as its text and lets the old name show behind it.
QWidget* ApiTreeDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    return new QLineEdit(parent);
}

void ApiTreeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex& index) const
{
    const auto item = index.data(ApiTreeModel::ItemRole).value<TreeItem>();
    editor->setFont(fontOf(item));
    QRect box = option.rect.adjusted(0, 1, -spacing::xxs, -1);
    box.setLeft(textLeft(item, option.rect) - spacing::s);
    editor->setGeometry(box);
}

} // namespace gw::ui
