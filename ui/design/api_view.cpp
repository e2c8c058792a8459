// The API page's head and tabs. The forms' edits are applied here.
#include "ui/design/api_view.h"

#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/gateway_responses_form.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace gw::ui {

QString applyTelling(Workspace& workspace, const QString& name, const std::function<Result<Project>(Project)>& edit,
                     const QString& mergeKey)
{
    QString refusal;
    const auto watch = QObject::connect(&workspace, &Workspace::editFailed, &workspace,
                                        [&](const Diagnostic& diagnostic) { refusal = errorText(diagnostic); });
    workspace.apply(name, edit, mergeKey);
    QObject::disconnect(watch);
    return refusal;
}

ApiView::ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_tabs(new QTabWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(theme));
    m_tabs->setDocumentMode(true);
    column->addWidget(m_tabs, 1);
    const ApplyApiEdit change = [this](const QString& name, const ApiEdit& edit, const QString& field) {
        return apply(name, edit, field);
    };
    m_responses = new GatewayResponsesForm(theme, change);
    addTab(tr("API"), makeApiOverviewForm(theme, change, gateway));
    addTab(tr("Settings"), makeApiSettingsForm(theme, change));
    addTab(tr("Access"), makeApiAccessForm(theme, change));
    addTab(tr("Gateway Responses"), m_responses);
    addTab(tr("Documentation"), makeDocumentationForm(theme, change));
    connect(&gateway, &GatewaySession::stateChanged, this, &ApiView::refresh);
}

QWidget* ApiView::buildHead(const Theme& theme)
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    row->setSpacing(spacing::m);
    m_name = new ToneLabel(theme, tone::title);
    row->addWidget(m_name);
    m_counts = new ToneLabel(theme, tone::muted);
    // On the line of the much larger title.
    const int lift =
        QFontMetrics(theme.text(fontSize::title, true)).descent() - QFontMetrics(theme.text()).descent() + 1;
    m_counts->setContentsMargins(0, 0, 0, std::max(0, lift));
    row->addWidget(m_counts, 1, Qt::AlignBottom);
    auto* resource = pushButton(tr("New Resource"), head);
    connect(resource, &QPushButton::clicked, this, &ApiView::newResourceRequested);
    row->addWidget(resource);
    auto* source = pushButton(tr("Source"), head);
    connect(source, &QPushButton::clicked, this, &ApiView::sourceRequested);
    row->addWidget(source);
    return head;
}

void ApiView::addTab(const QString& title, ApiForm* form)
{
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(form);
    m_tabs->addTab(scroll, title);
    m_forms.push_back(form);
}

QString ApiView::apply(const QString& name, const ApiEdit& edit, const QString& field)
{
    const ApiId api = m_api;
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(api.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return edit(std::move(p), api); }, key);
}

void ApiView::showApi(ApiId api)
{
    if (api != m_api) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
    }
    m_api = api;
    refresh();
}

void ApiView::showGatewayResponses()
{
    m_tabs->setCurrentIndex(int(std::find(m_forms.begin(), m_forms.end(), m_responses) - m_forms.begin()));
}

void ApiView::showGatewayResponse(const QString& type)
{
    showGatewayResponses();
    m_responses->showType(type);
}

// Settings, access, gateway responses and documentation are those of REST APIs.
void ApiView::refresh()
{
    const Api* api = m_workspace.project().find(m_api);
    if (!api)
        return;
    m_name->setText(fromUtf8(api->name));
    const OpenApiDefinition* definition = api->openApi();
    for (int tab = 1; tab < m_tabs->count(); ++tab)
        m_tabs->setTabVisible(tab, api->kind() == ApiKind::Rest);
    for (ApiForm* form : m_forms)
        form->showApi(*api);
    if (!definition) {
        m_counts->setText(tr("WebSocket API, edited as text"));
        return;
    }
    m_counts->setText(counted(definition->resources.size(), tr("resource"), tr("resources")) + QStringLiteral(" · ") +
                      counted(definition->methodCount(), tr("method"), tr("methods")) + QStringLiteral(" · ") +
                      counted(api->stages.size(), tr("stage"), tr("stages")));
}

} // namespace gw::ui
