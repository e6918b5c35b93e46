"""Personnel as CSV. People come out in the columns in which the roster is imported."""

from import_export.fields import Field
from import_export.resources import ModelResource

from policy.personnel.importing import certificates, roster
from policy.personnel.models import Certificate, Person


class PersonResource(ModelResource):
    rank = Field(attribute="rank__name")
    unit = Field(attribute="unit__code")
    supervisor = Field(attribute="supervisor__serial_number")

    class Meta:
        model = Person
        fields = roster.COLUMNS
        export_order = roster.COLUMNS


class CertificateResource(ModelResource):
    serial_number = Field(attribute="person__serial_number")
    course = Field(attribute="course__code")

    class Meta:
        model = Certificate
        fields = (*certificates.COLUMNS, "revoked_on", "revocation_reason")
        export_order = fields
