// The CORS configuration of an HTTP API: which pages may call it from a browser, and what the gateway then answers
// (reference 2.6).
#include "core/edit/cors_rules.h"
#include "core/edit/edits_access.h"
#include "ui/design/api_form.h"
#include "ui/design/field.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

using List = std::vector<std::string> CorsConfiguration::*;

QStringList verbs()
{
    QStringList names{QStringLiteral("*")};
    for (const HttpVerb verb : allHttpVerbs)
        if (verb != HttpVerb::Any)
            names << fromUtf8(toString(verb));
    return names;
}

class ApiCorsForm final : public ApiForm
{
public:
    ApiCorsForm(const Theme& theme, ApplyApiEdit apply);
    void showApi(const Api& api) override;

private:
    TableEditor* addList(const QString& label, const QString& thing, const QString& whenEmpty,
                         const QStringList& choices, List list);
    void buildRest();
    QString set(const QString& command, const std::function<void(CorsConfiguration&)>& change,
                const QString& field = {});
    QString setMaxAge(const QString& text);
    void turnOn();
    void tell(const CorsConfiguration& cors);

    std::optional<CorsConfiguration> m_shown;
    EmptyState* m_none;
    std::vector<QWidget*> m_parts;
    TableEditor* m_origins;
    TableEditor* m_methods;
    TableEditor* m_headers;
    TableEditor* m_expose;
    TextField* m_maxAge = nullptr;
    CheckField* m_credentials = nullptr;
    ToneLabel* m_faults = nullptr;
    ToneLabel* m_answer = nullptr;
};

ApiCorsForm::ApiCorsForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
{
    m_none = add(new EmptyState(theme, QStringLiteral("globe"), tr("No CORS"),
                                tr("Browsers let pages of other origins call this API only where its integrations "
                                   "say so. With CORS the gateway answers preflight requests itself.")));
    QPushButton* on = m_none->addButton(tr("Configure CORS"), ButtonRole::Primary);
    connect(on, &QPushButton::clicked, this, [this] { turnOn(); });
    m_parts.push_back(
        addSection(tr("CORS"), tr("The gateway answers preflight requests of these origins by itself, and "
                                  "takes CORS headers of integrations out of the answers.")));
    m_faults = add(new ToneLabel(theme, tone::error));
    m_faults->setWordWrap(true);
    m_faults->setAccessibleName(tr("What is wrong"));
    m_origins = addList(tr("Allowed origins"), tr("origin"), tr("No origin: pages of none may call."),
                        {QStringLiteral("*"), QStringLiteral("https://*"), QStringLiteral("http://*"),
                         QStringLiteral("http://localhost:5173")},
                        &CorsConfiguration::allowOrigins);
    m_origins->setHelp(tr("Scheme, host and port as the browser sends them, such as https://example.com:8443; "
                          "https://* and http://* are any of the scheme, * is any at all."));
    m_methods = addList(tr("Allowed methods"), tr("method"), tr("None: simple requests alone pass."), verbs(),
                        &CorsConfiguration::allowMethods);
    m_headers = addList(tr("Allowed headers"), tr("header"), tr("None but the simple ones."),
                        {QStringLiteral("*"), QStringLiteral("content-type"), QStringLiteral("authorization")},
                        &CorsConfiguration::allowHeaders);
    m_expose = addList(tr("Exposed headers"), tr("header"), tr("None but the simple ones."),
                       {QStringLiteral("*"), QStringLiteral("apigw-requestid"), QStringLiteral("location")},
                       &CorsConfiguration::exposeHeaders);
    buildRest();
}

TableEditor* ApiCorsForm::addList(const QString& label, const QString& thing, const QString& whenEmpty,
                                  const QStringList& choices, List list)
{
    const QString title = thing.left(1).toUpper() + thing.mid(1);
    auto* table =
        add(new TableEditor(m_theme, label, thing, whenEmpty, {{title, TableColumn::Kind::Code, choices, 1}}));
    table->view()->setAccessibleName(label);
    const auto now = [this, list] { return m_shown ? (*m_shown).*list : std::vector<std::string>(); };
    const auto put = [this, list](const QString& name, const std::vector<std::string>& rows) {
        return set(name, [&](CorsConfiguration& cors) { cors.*list = rows; });
    };
    table->setEdits(tableEdits<std::string>({now, put, setText, label}));
    m_parts.push_back(table);
    return table;
}

void ApiCorsForm::buildRest()
{
    m_maxAge = add(new TextField(m_theme, tr("Max age in seconds"), TextField::Kind::CodeLine));
    m_maxAge->lineEdit()->setObjectName(QStringLiteral("corsMaxAge"));
    m_maxAge->setPlaceholder(tr("the browser's own"));
    m_maxAge->setHelp(tr("How long a browser keeps a preflight's answer: 0 to 86400; -1: not at all."));
    m_maxAge->setCommit([this](const QString& text) { return setMaxAge(text.trimmed()); });
    m_credentials = add(new CheckField(m_theme, tr("Allow credentials: cookies and authorization")));
    m_credentials->checkBox()->setObjectName(QStringLiteral("corsCredentials"));
    m_credentials->setHelp(tr("Not together with the origin *: name the origins that may send them."));
    m_credentials->setCommit([this](const QString& value) {
        return set(tr("Change Credentials of CORS"),
                   [&](CorsConfiguration& cors) { cors.allowCredentials = value == QLatin1String("true"); });
    });
    m_parts.push_back(m_maxAge);
    m_parts.push_back(m_credentials);
    m_parts.push_back(addSection(tr("What a preflight gets")));
    m_answer = add(new ToneLabel(m_theme, {Color::Text, fontSize::secondary, false, true}));
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_answer->setAccessibleName(tr("What a preflight gets"));
    m_parts.push_back(m_answer);
    auto* off = pushButton(tr("Remove CORS"), this);
    connect(off, &QPushButton::clicked, this, [this] {
        m_credentials->showError(
            apply(tr("Remove CORS"), [](Project p, ApiId api) { return setCorsConfiguration(std::move(p), api, {}); }));
    });
    addButtons({off});
    m_parts.push_back(off);
}

QString ApiCorsForm::set(const QString& command, const std::function<void(CorsConfiguration&)>& change,
                         const QString& field)
{
    CorsConfiguration cors = m_shown.value_or(CorsConfiguration{});
    change(cors);
    return apply(
        command, [&](Project p, ApiId api) { return setCorsConfiguration(std::move(p), api, cors); }, field);
}

QString ApiCorsForm::setMaxAge(const QString& text)
{
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (!text.isEmpty() && !isNumber)
        return tr("A time is a whole number of seconds; empty leaves it to the browser.");
    return set(
        tr("Change Max Age"),
        [&](CorsConfiguration& cors) { cors.maxAge = text.isEmpty() ? std::nullopt : std::optional(seconds); },
        QStringLiteral("corsMaxAge"));
}

// What most pages under development need.
void ApiCorsForm::turnOn()
{
    const QString refusal = set(tr("Configure CORS"), [](CorsConfiguration& cors) {
        cors.allowOrigins = {"*"};
        cors.allowMethods = {"*"};
        cors.allowHeaders = {"content-type", "authorization"};
    });
    m_faults->setText(refusal);
    m_origins->view()->setFocus();
}

void ApiCorsForm::tell(const CorsConfiguration& cors)
{
    const auto joined = [](const std::vector<std::string>& values) {
        QStringList list;
        for (const std::string& value : values)
            list << fromUtf8(value);
        return list.join(QLatin1Char(','));
    };
    const bool isAny = std::find(cors.allowOrigins.begin(), cors.allowOrigins.end(), "*") != cors.allowOrigins.end();
    QStringList lines{QStringLiteral("204 No Content"),
                      QStringLiteral("access-control-allow-origin: ") +
                          (isAny ? QStringLiteral("*") : tr("(the page's origin, if it is one of these)"))};
    if (!cors.allowMethods.empty())
        lines << QStringLiteral("access-control-allow-methods: ") + joined(cors.allowMethods);
    if (!cors.allowHeaders.empty())
        lines << QStringLiteral("access-control-allow-headers: ") + joined(cors.allowHeaders);
    if (cors.maxAge)
        lines << QStringLiteral("access-control-max-age: %1").arg(*cors.maxAge);
    if (cors.allowCredentials)
        lines << QStringLiteral("access-control-allow-credentials: true");
    m_answer->setText(lines.join(QLatin1Char('\n')));
}

void ApiCorsForm::showApi(const Api& api)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_shown = definition->cors;
    m_none->setVisible(!m_shown);
    for (QWidget* part : m_parts)
        part->setVisible(m_shown.has_value());
    const CorsConfiguration cors = m_shown.value_or(CorsConfiguration{});
    const auto show = [](TableEditor* table, const std::vector<std::string>& values) {
        std::vector<QStringList> rows;
        for (const std::string& value : values)
            rows.push_back({fromUtf8(value)});
        table->setRows(rows);
    };
    show(m_origins, cors.allowOrigins);
    show(m_methods, cors.allowMethods);
    show(m_headers, cors.allowHeaders);
    show(m_expose, cors.exposeHeaders);
    m_maxAge->setValue(cors.maxAge ? QString::number(*cors.maxAge) : QString());
    m_credentials->setValue(cors.allowCredentials);
    QStringList faults;
    for (const std::string& fault : faultsOf(cors))
        faults << fromUtf8(fault);
    m_faults->setText(faults.join(QLatin1Char('\n')));
    m_faults->setVisible(m_shown && !faults.isEmpty());
    tell(cors);
}

} // namespace

ApiForm* makeApiCorsForm(const Theme& theme, ApplyApiEdit apply)
{
    return new ApiCorsForm(theme, std::move(apply));
}

} // namespace gw::ui
