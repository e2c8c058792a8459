// The backend page's head and tabs. The form's changes become edits of the project here.
#include "ui/design/backend_view.h"

#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "ui/design/backend_monitor.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tone_label.h"

#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

BackendView::BackendView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_heading(new ToneLabel(theme, tone::title)),
      m_facts(new ToneLabel(theme, tone::muted)), m_tabs(new QTabWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    head->setSpacing(spacing::xs);
    m_facts->setWordWrap(true);
    head->addWidget(m_heading);
    head->addWidget(m_facts);
    column->addLayout(head);
    m_tabs->setDocumentMode(true);
    column->addWidget(m_tabs, 1);
    m_form = new BackendForm(
        theme,
        [this](const QString& name, const BackendChange& change, const QString& field) {
            return apply(name, change, field);
        },
        [this](const QString& name) { return rename(name); });
    m_monitor = new BackendMonitor(gateway, theme);
    m_tabs->addTab(scrolling(m_form), tr("Configuration"));
    m_tabs->addTab(m_monitor, tr("Monitor"));
}

QString BackendView::apply(const QString& name, const BackendChange& change, const QString& field)
{
    const Backend* now = m_workspace.project().find(m_id);
    if (!now)
        return tr("This backend no longer exists.");
    Backend changed = *now;
    change(changed);
    const QString key = field.isEmpty() ? QString() : QStringLiteral("b%1:%2").arg(m_id.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return setBackend(std::move(p), changed); }, key);
}

QString BackendView::rename(const QString& name)
{
    return applyTelling(
        m_workspace, tr("Rename Backend"),
        [&](Project p) { return renameBackend(std::move(p), m_id, name.toStdString()); },
        QStringLiteral("b%1:name").arg(m_id.value));
}

void BackendView::showBackend(BackendId id)
{
    if (id != m_id)
        leaveFields(*this);
    m_id = id;
    refresh();
}

void BackendView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void BackendView::refresh()
{
    const auto& backends = m_workspace.project().backends;
    const auto found =
        std::find_if(backends.begin(), backends.end(), [&](const Cow<Backend>& each) { return each->id == m_id; });
    if (found == backends.end())
        return;
    const Backend& backend = **found;
    m_heading->setText(fromUtf8(backend.name));
    const ElementUses uses = usesOf(m_workspace.project(), backend);
    m_facts->setText(uses.empty() ? tr("Not used yet") : tr("Used by %1").arg(QString::fromStdString(listed(uses))));
    m_form->showBackend(*found, m_workspace.folder());
    m_monitor->showBackend(fromUtf8(backend.name), std::holds_alternative<ProcfileApplication>(backend.target));
}

} // namespace gw::ui
