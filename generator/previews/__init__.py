"""Pictures that messengers show beside a link: `views` say what stands in them, `files` which there are."""
