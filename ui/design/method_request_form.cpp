// Method Request card: what the method is called, who may call it, and the parameters and bodies it takes.
#include "core/edit/definition_rules.h"
#include "core/edit/edits.h"
#include "ui/design/binding.h"
#include "ui/design/body_schema_editor.h"
#include "ui/design/card_forms.h"
#include "ui/design/method_access.h"
#include "ui/design/method_facts.h"

#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

QString whatIsChecked(const RequestValidator& validator)
{
    if (validator.validateRequestBody && validator.validateRequestParameters)
        return MethodForm::tr("body and parameters");
    if (validator.validateRequestBody)
        return MethodForm::tr("the body");
    return validator.validateRequestParameters ? MethodForm::tr("parameters") : MethodForm::tr("nothing");
}

// The kinds the service offers, under keys no validator is called: choosing one adds it to the API.
std::vector<std::pair<QString, RequestValidator>> newValidators()
{
    return {{QStringLiteral("\nbody"), {{}, true, false}},
            {QStringLiteral("\nparameters"), {{}, false, true}},
            {QStringLiteral("\nboth"), {{}, true, true}}};
}

std::vector<ChoiceField::Option> validatorOptions(const OpenApiDefinition& api)
{
    const QString byDefault = api.requestValidator.empty()
                                  ? MethodForm::tr("The API's default: nothing is checked")
                                  : MethodForm::tr("The API's default: %1").arg(fromUtf8(api.requestValidator));
    std::vector<ChoiceField::Option> options{{{}, byDefault}};
    for (const RequestValidator& validator : api.requestValidators)
        options.push_back({fromUtf8(validator.name),
                           MethodForm::tr("%1: checks %2").arg(fromUtf8(validator.name), whatIsChecked(validator))});
    for (const auto& [key, wanted] : newValidators())
        if (!findValidator(api, wanted.validateRequestBody, wanted.validateRequestParameters))
            options.push_back({key, MethodForm::tr("New validator: checks %1").arg(whatIsChecked(wanted))});
    return options;
}

// What the choice means for this method.
QString validatorHelp(const OpenApiDefinition& api, const Method& method)
{
    const std::string& name = method.requestValidator.empty() ? api.requestValidator : method.requestValidator;
    const auto it = std::find_if(api.requestValidators.begin(), api.requestValidators.end(),
                                 [&](const RequestValidator& validator) { return validator.name == name; });
    if (api.requestValidators.empty())
        return MethodForm::tr("Requests go on as they come. Choose what is checked to refuse bad ones with 400.");
    if (it == api.requestValidators.end())
        return MethodForm::tr("Required parameters and models are not checked: requests go on as they come.");
    if (it->validateRequestBody && method.requestModels.empty())
        return MethodForm::tr("Bodies are checked against a model; this method has none, so any body passes.");
    return MethodForm::tr("A request that fails is answered with 400 before the integration is called.");
}

class MethodRequestForm final : public MethodForm
{
public:
    MethodRequestForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        buildNames();
        buildAccess();
        buildInput();
    }

    void showMethod(const MethodContext& context) override
    {
        const Method& method = context.method;
        m_operation->setValue(fromUtf8(method.operationName));
        m_description->setValue(fromUtf8(method.description));
        m_access->showMethod(context);
        const OpenApiDefinition* api = context.api.openApi();
        if (api) {
            m_validator->setOptions(validatorOptions(*api));
            m_validator->setValue(fromUtf8(method.requestValidator));
            m_validator->setHelp(validatorHelp(*api, method));
        }
        m_validator->setVisible(api && context.api.kind() == ApiKind::Rest);
        m_parameters->setRows(rowsOf(method.requestParameters, false));
        m_bodyRequired->setValue(method.requestBodyRequired);
        m_bodyRequired->setVisible(!method.requestModels.empty());
        m_bodies->showBodies(context.project, context.ref.api, method.requestModels);
    }

private:
    ApplyChange applier()
    {
        return [this](const QString& name, const MethodChange& c) { return change(name, c); };
    }

    void buildNames()
    {
        addSection(MethodForm::tr("Method"));
        m_operation = add(new TextField(m_theme, MethodForm::tr("Operation name"), TextField::Kind::CodeLine));
        m_operation->setPlaceholder(QStringLiteral("listPets"));
        m_operation->setCommit(committing(MethodForm::tr("Edit Operation Name"), QStringLiteral("operationName"),
                                          [](Method& m, const std::string& v) { m.operationName = v; }));
        m_description = add(new TextField(m_theme, MethodForm::tr("Description"), TextField::Kind::Paragraph));
        m_description->setCommit(committing(MethodForm::tr("Edit Description"), QStringLiteral("description"),
                                            [](Method& m, const std::string& v) { m.description = v; }));
    }

    void buildAccess()
    {
        addSection(MethodForm::tr("Access"));
        m_access = add(new MethodAccess(
            m_theme, [this](const QString& name, const MethodProjectEdit& edit) { return changeProject(name, edit); }));
        connect(m_access, &MethodAccess::authorizerRequested, this, &MethodForm::authorizerRequested);
    }

    QString chooseValidator(const QString& key)
    {
        for (const auto& [newKey, wanted] : newValidators())
            if (key == newKey)
                return changeProject(MethodForm::tr("Add Request Validator"),
                                     [&wanted = wanted](Project project, const NodeRef& method) {
                                         return validateMethod(std::move(project), method.api, method.method,
                                                               wanted.validateRequestBody,
                                                               wanted.validateRequestParameters);
                                     });
        return change(MethodForm::tr("Change Request Validator"),
                      [&](Method& m) { m.requestValidator = key.toStdString(); });
    }

    void buildInput()
    {
        addSection(MethodForm::tr("Validation"));
        m_validator = add(new ChoiceField(m_theme, MethodForm::tr("Request validator"), {}));
        m_validator->setCommit([this](const QString& name) { return chooseValidator(name); });
        addSection(
            MethodForm::tr("Parameters"),
            MethodForm::tr("What mappings may take from the request. Required ones are asked for by a validator."));
        m_parameters = add(new TableEditor(m_theme, {}, MethodForm::tr("parameter"),
                                           MethodForm::tr("This method takes no parameters."), parameterColumns()));
        m_parameters->view()->setAccessibleName(MethodForm::tr("Parameters"));
        m_parameters->setNewRow({{}, QStringLiteral("query"), QStringLiteral("false"), QStringLiteral("string"), {}});
        m_parameters->setEdits(parameterEdits(
            applier(), MethodForm::tr("Edit Parameters"), [](Method& m) { return &m.requestParameters; }, false));
        addSection(MethodForm::tr("Request body"));
        m_bodyRequired = add(new CheckField(m_theme, MethodForm::tr("A body is required")));
        m_bodyRequired->setCommit(
            committing(MethodForm::tr("Change Body Rule"), {},
                       [](Method& m, const std::string& v) { m.requestBodyRequired = v == "true"; }));
        m_bodies = add(
            new BodySchemaEditor(m_theme, MethodForm::tr("No body is described. Add a content type to describe one.")));
        m_bodies->setEdits(
            mediaTypeEdits(applier(), MethodForm::tr("Edit Request Body"), [](Method& m) { return &m.requestModels; }));
    }

    TextField* m_operation;
    TextField* m_description;
    MethodAccess* m_access;
    ChoiceField* m_validator;
    TableEditor* m_parameters;
    CheckField* m_bodyRequired;
    BodySchemaEditor* m_bodies;
};

} // namespace

MethodForm* makeMethodRequestForm(const Theme& theme, ApplyMethodChange apply)
{
    return new MethodRequestForm(theme, std::move(apply));
}

} // namespace gw::ui
