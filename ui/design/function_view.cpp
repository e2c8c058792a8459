// The function page's head and tabs. The form's changes become edits of the project here.
#include "ui/design/function_view.h"

#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "ui/design/element_views.h"
#include "ui/design/function_code.h"
#include "ui/design/function_monitor.h"
#include "ui/design/function_test.h"
#include "ui/design/method_facts.h"
#include "ui/design/tree_edits.h"
#include "ui/session/workspace.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tone_label.h"

#include <QDesktopServices>
#include <QDir>
#include <QScrollArea>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

FunctionView::FunctionView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
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
    m_form = new FunctionForm(
        theme,
        [this](const QString& name, const FunctionChange& change, const QString& field) {
            return apply(name, change, field);
        },
        [this](const QString& name) { return rename(name); });
    m_code = new FunctionCode(workspace, theme);
    m_test = new FunctionTest(gateway, theme);
    m_monitor = new FunctionMonitor(gateway, theme);
    m_tabs->addTab(scrolling(m_form), tr("Configuration"));
    m_tabs->addTab(m_code, tr("Code"));
    m_tabs->addTab(m_test, tr("Test"));
    m_tabs->addTab(m_monitor, tr("Monitor"));
    connect(m_form, &FunctionForm::folderRequested, this, [this] {
        if (const QString folder = m_code->folder(); QDir(folder).exists())
            QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
        else
            m_tabs->setCurrentIndex(Code); // says that there is nothing yet, and what makes it
    });
}

QString FunctionView::apply(const QString& name, const FunctionChange& change, const QString& field)
{
    const Function* now = m_workspace.project().find(m_id);
    if (!now)
        return tr("This function no longer exists.");
    Function changed = *now;
    change(changed);
    const QString key = field.isEmpty() ? QString() : QStringLiteral("f%1:%2").arg(m_id.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return setFunction(std::move(p), changed); }, key);
}

QString FunctionView::rename(const QString& name)
{
    return applyTelling(m_workspace, tr("Rename Function"), renamingFunction(m_workspace, m_id, name.toStdString()),
                        QStringLiteral("f%1:name").arg(m_id.value));
}

void FunctionView::showFunction(FunctionId id)
{
    if (id != m_id)
        leaveFields(*this);
    m_id = id;
    refresh();
}

void FunctionView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void FunctionView::saveNow()
{
    m_code->saveNow();
}

void FunctionView::refresh()
{
    const auto& functions = m_workspace.project().functions;
    const auto found =
        std::find_if(functions.begin(), functions.end(), [&](const Cow<Function>& each) { return each->id == m_id; });
    if (found == functions.end())
        return;
    const Function& function = **found;
    m_heading->setText(fromUtf8(function.name));
    const ElementUses uses = usesOf(m_workspace.project(), function);
    const QString where = function.endpoint.empty() ? fromUtf8(function.runtime) : fromUtf8(function.endpoint);
    m_facts->setText(uses.empty() ? tr("%1 · not used yet").arg(where)
                                  : tr("%1 · used by %2").arg(where, QString::fromStdString(listed(uses))));
    m_form->showFunction(*found);
    m_code->showFunction(function);
    m_test->showFunction(fromUtf8(function.name));
    m_monitor->showFunction(fromUtf8(function.name));
}

} // namespace gw::ui
