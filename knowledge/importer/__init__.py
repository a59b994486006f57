"""The importer: from a document to drafts of pages, by way of a neutral document and the fields that page types declare.

`read` → `recognise` → `import_document`; `folder.import_folder` does the same for a whole folder of documents.
"""
