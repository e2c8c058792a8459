// A resource: its path, its methods as rows, and the verbs it could have.
#include "core/edit/cors.h"
#include "ui/design/cors_dialog.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int verbColumns = 4;
constexpr int rowHeight = 44;

// One method: badge, what it does, what answers.
class MethodRow final : public QAbstractButton
{
public:
    MethodRow(const Theme& theme, const Method& method)
        : m_theme(theme), m_verb(fromUtf8(toString(method.verb))),
          m_what(fromUtf8(method.summary.empty() ? method.operationName : method.summary)),
          m_answers(method.integration ? fromUtf8(toString(method.integration->type)) : tr("Examples"))
    {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(rowHeight);
        setAccessibleName(m_verb + QLatin1Char(' ') + m_what);
        setAccessibleDescription(m_answers);
    }

    QSize sizeHint() const override { return {400, rowHeight}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(hasFocus()     ? Color::Accent
                                          : underMouse() ? Color::StrokeStrong
                                                         : Color::Stroke),
                            hasFocus() ? 2 : 1));
        painter.setBrush(m_theme.color(underMouse() ? Color::BackgroundSubtle : Color::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
        const QSize badge = methodBadgeSize();
        paintMethodBadge(painter, m_theme, QRect(QPoint(spacing::l, (height() - badge.height()) / 2), badge), m_verb);
        const QFont small = m_theme.text(fontSize::secondary);
        const int answersWidth = QFontMetrics(small).horizontalAdvance(m_answers);
        QRect area = rect().adjusted(spacing::l + badge.width() + spacing::l, 0, -spacing::l, 0);
        painter.setFont(small);
        painter.setPen(m_theme.color(Color::TextMuted));
        painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, m_answers);
        area.setRight(area.right() - answersWidth - spacing::l);
        const QFont font = m_theme.text();
        painter.setFont(font);
        painter.setPen(m_theme.color(m_what.isEmpty() ? Color::TextMuted : Color::Text));
        const QString what = m_what.isEmpty() ? tr("No summary") : m_what;
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(what, Qt::ElideRight, area.width()));
    }

private:
    const Theme& m_theme;
    QString m_verb;
    QString m_what;
    QString m_answers;
};

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // a click on it may have led here
        }
        delete item;
    }
}

} // namespace

ResourceView::ResourceView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Form(theme, parent), m_workspace(workspace)
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    m_path = new ToneLabel(theme, {Color::Text, fontSize::section, false, true});
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_path, 1);
    m_cors = pushButton(tr("Enable CORS…"), head);
    m_cors->setToolTip(tr("Let pages of other origins call this resource"));
    connect(m_cors, &QPushButton::clicked, this, &ResourceView::enableCors);
    row->addWidget(m_cors);
    auto* child = pushButton(tr("New Resource"), head);
    child->setToolTip(tr("Create a resource below this one"));
    connect(child, &QPushButton::clicked, this, &ResourceView::newResourceRequested);
    row->addWidget(child);
    addWide(head);
    m_note = add(new ToneLabel(theme, tone::muted));
    m_note->setWordWrap(true);
    m_methodsHeading = addSection(tr("Methods"));
    m_methods = add(new QWidget);
    auto* methods = new QVBoxLayout(m_methods);
    methods->setContentsMargins(0, 0, 0, 0);
    methods->setSpacing(spacing::s);
    addSection(tr("Add a method"));
    m_verbs = add(new QWidget);
    auto* verbs = new QGridLayout(m_verbs);
    verbs->setContentsMargins(0, 0, 0, 0);
    verbs->setSpacing(spacing::s);
    verbs->setColumnStretch(verbColumns, 1);
}

void ResourceView::showResource(const TreeItem& item)
{
    m_item = item;
    refresh();
}

void ResourceView::enableCors()
{
    auto* dialog = new CorsDialog(m_theme, m_workspace.snapshot(), m_item.ref.api, m_item.path.toStdString(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, api = m_item.ref.api, path = m_item.path.toStdString()] {
        m_workspace.apply(tr("Enable CORS"), [&, options = dialog->options()](Project project) {
            return gw::enableCors(std::move(project), api, path, options);
        });
    });
    dialog->open();
}

void ResourceView::refresh()
{
    const Api* api = m_workspace.project().find(m_item.ref.api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition ? definition->findPath(m_item.path.toStdString()) : nullptr;
    m_path->setText(m_item.path);
    m_cors->setVisible(api && api->kind() == ApiKind::Rest && resource);
    m_note->setVisible(!resource || resource->methods.empty());
    m_note->setText(resource ? tr("Nothing answers at this path yet. Add a method below.")
                             : tr("This path has no methods of its own; longer paths make it part of the tree."));
    m_methodsHeading->setVisible(resource && !resource->methods.empty());
    m_methods->setVisible(resource && !resource->methods.empty());
    listMethods(resource);
    offerVerbs(resource);
}

void ResourceView::listMethods(const Resource* resource)
{
    clearLayout(m_methods->layout());
    if (!resource)
        return;
    for (const Cow<Method>& method : resource->methods) {
        auto* row = new MethodRow(m_theme, *method);
        const NodeRef ref{m_item.ref.api, resource->id, method->id, {}};
        connect(row, &QAbstractButton::clicked, this, [this, ref] { emit methodRequested(ref); });
        m_methods->layout()->addWidget(row);
    }
}

void ResourceView::offerVerbs(const Resource* resource)
{
    clearLayout(m_verbs->layout());
    const auto isTaken = [&](HttpVerb verb) {
        return resource && std::any_of(resource->methods.begin(), resource->methods.end(),
                                       [&](const Cow<Method>& method) { return method->verb == verb; });
    };
    auto* grid = static_cast<QGridLayout*>(m_verbs->layout());
    int place = 0;
    for (const HttpVerb verb : allHttpVerbs) {
        if (isTaken(verb))
            continue;
        const QString name = fromUtf8(toString(verb));
        auto* button = pushButton(name, m_verbs);
        button->setAccessibleName(tr("Add %1").arg(name));
        connect(button, &QPushButton::clicked, this, [this, verb] { emit newMethodRequested(m_item, verb); });
        grid->addWidget(button, place / verbColumns, place % verbColumns);
        ++place;
    }
}

} // namespace gw::ui
